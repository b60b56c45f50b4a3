package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HotStuff2EventsTest {
    private static final BlockId ID = new BlockId(1, 2, 3, 4);

    private final HotStuff2Events events = HotStuff2Events.none();

    @Test
    void everyEvent_reachesEveryListenerWithItsArguments() throws Exception {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        events.listen(recorder(first));
        events.listen(recorder(second));
        for (Method event : HotStuff2Listener.class.getMethods()) {
            @Nullable Object[] arguments = SampleArguments.of(event.getParameterTypes());
            expected.add(describe(event, arguments));
            event.invoke(events, arguments);
        }
        assertThat(expected).hasSizeGreaterThanOrEqualTo(40);
        assertThat(first).isEqualTo(expected);
        assertThat(second).isEqualTo(expected);
    }

    @Test
    void listener_thatThrows_isCountedAndHidesNothingFromTheOthers() throws Exception {
        List<String> seen = new ArrayList<>();
        events.listen(thrower(new IllegalStateException("broken")));
        events.listen(thrower(new StackOverflowError()));
        events.listen(recorder(seen));
        Method[] all = HotStuff2Listener.class.getMethods();
        for (Method event : all) {
            event.invoke(events, SampleArguments.of(event.getParameterTypes()));
        }
        assertThat(seen).hasSize(all.length);
        assertThat(events.listenerErrors()).isEqualTo(2L * all.length);
    }

    @Test
    void voteReceived_withoutResult_isAccepted() {
        List<String> seen = new ArrayList<>();
        events.listen(recorder(seen));
        events.voteReceived(7, VotePhase.VOTE, 3, ID, 6, Verification.VERIFIED, 9, 11);
        assertThat(seen)
                .containsExactly(
                        "voteReceived[7, VOTE, 3, " + ID + ", 6, " + VoteResult.ACCEPTED + ", VERIFIED, 9, 11]");
    }

    @Test
    void perMessageEvents_allocateNothing() {
        events.listen(new HotStuff2Listener() {});
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                events.voteReceived(i, VotePhase.VOTE, 3, ID, 6, Verification.VERIFIED, 9, 11);
                events.voteRejected(i, VotePhase.VOTE2, 3, VoteResult.STALE, 9, 11);
                events.voteSent(i, VotePhase.VOTE, ID, 6, 11);
                events.viewChangeReceived(
                        ViewChangeKind.WISH, i, 2, -1, ViewChangeResult.ACCEPTED, Verification.VERIFIED, 0, 11);
                events.cryptoDone(CryptoOperation.VERIFY, CryptoResult.OK, 5);
                events.queueChanged(ProcessingStage.CONSENSUS, 1);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes for 60,000 events").isLessThan(1_000);
    }

    @Test
    void none_givesInstancesThatShareNothing() {
        List<String> seen = new ArrayList<>();
        HotStuff2Events.none().listen(recorder(seen));
        events.syncProgress(1);
        assertThat(seen).isEmpty();
    }

    private static HotStuff2Listener recorder(List<String> into) {
        return (HotStuff2Listener) Proxy.newProxyInstance(
                HotStuff2Listener.class.getClassLoader(),
                new Class<?>[] {HotStuff2Listener.class},
                (proxy, event, arguments) -> {
                    into.add(describe(event, arguments));
                    return null;
                });
    }

    private static HotStuff2Listener thrower(Throwable thrown) {
        return (HotStuff2Listener) Proxy.newProxyInstance(
                HotStuff2Listener.class.getClassLoader(),
                new Class<?>[] {HotStuff2Listener.class},
                (proxy, event, arguments) -> {
                    throw thrown;
                });
    }

    private static String describe(Method event, @Nullable Object @Nullable [] arguments) {
        return event.getName() + (arguments == null ? "[]" : Arrays.toString(arguments));
    }
}
