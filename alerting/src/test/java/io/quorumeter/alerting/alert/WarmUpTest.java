package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.TimeoutPhase;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.DisconnectReason;
import io.quorumeter.network.DropReason;
import io.quorumeter.network.MessageDirection;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.StorageOperation;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When alerts may begin after the start, and how soon they end after their cause. */
class WarmUpTest {
    private static final AlertConfig CONFIG = AlertConfig.defaults().with(AlertSetting.MIN_TRANSACTION_THROUGHPUT, 0);

    private final AlertFixture node = new AlertFixture();
    private long view = 1;

    /** What happens while the processes of a network start, and is wrong later. */
    private enum Trouble {
        TIMEOUTS("HotStuff2LivenessTimeouts", test -> test.timeOut(4)),
        VIEW_CHANGES("HotStuff2ViewChangesFrequent", test -> test.changeViews(7)),
        CHURN("HotStuff2PeerChurn", test -> test.disconnect(7)),
        LOSS("HotStuff2MessagesDropped", test -> test.drop(200));

        private final String alert;

        @SuppressWarnings("ImmutableEnumChecker") // a function that keeps nothing
        private final Consumer<WarmUpTest> happens;

        Trouble(String alert, Consumer<WarmUpTest> happens) {
            this.alert = alert;
            this.happens = happens;
        }
    }

    /** What is never a matter of starting. */
    private enum Harm {
        BROKEN_INVARIANT("HotStuff2OwnKeyMisuse", WarmUpTest::voteTwice),
        EVIDENCE("HotStuff2ByzantineEvidence", test -> test.node.doubleVote(7, 2)),
        PERSISTENCE("HotStuff2SafetyStateNotPersisted", test -> test.node.events.safetyStatePersistFailed()),
        LOST_QUORUM(
                "HotStuff2PartitionSuspected",
                test -> test.node.network.disconnected(2, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT)),
        PARTITION_FOUND("HotStuff2PartitionSuspected", test -> test.node.network.partitionFound(2));

        private final String alert;

        @SuppressWarnings("ImmutableEnumChecker") // a function that keeps nothing
        private final Consumer<WarmUpTest> happens;

        Harm(String alert, Consumer<WarmUpTest> happens) {
            this.alert = alert;
            this.happens = happens;
        }
    }

    /** What ends, and by when its alert does. */
    private enum Burst {
        TIMEOUTS("HotStuff2LivenessTimeouts", test -> test.timeOut(4)),
        VIEW_CHANGES("HotStuff2ViewChangesFrequent", test -> test.changeViews(7)),
        CHURN("HotStuff2PeerChurn", test -> test.disconnect(7)),
        PERSISTENCE("HotStuff2SafetyStateNotPersisted", test -> test.node.events.safetyStatePersistFailed()),
        STORES(
                "HotStuff2StorageErrors",
                test -> test.node.storage.store("chain").failed(StorageOperation.WRITE, FailureKind.IO));

        private final String alert;

        @SuppressWarnings("ImmutableEnumChecker") // a function that keeps nothing
        private final Consumer<WarmUpTest> happens;

        Burst(String alert, Consumer<WarmUpTest> happens) {
            this.alert = alert;
            this.happens = happens;
        }
    }

    @ParameterizedTest
    @EnumSource
    void trouble_beforeTheFirstCommit_isNoAlert_neitherThenNorLater(Trouble trouble) {
        node.connect();
        node.start(CONFIG);
        node.seconds(3);
        trouble.happens.accept(this);
        node.seconds(3);
        node.commit(1);
        commitFor(60);
        assertThat(node.names()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void trouble_afterTheFirstCommit_isAnAlert_thoughTheWarmUpIsLonger(Trouble trouble) {
        node.connect();
        node.start(CONFIG);
        node.seconds(3);
        node.commit(1);
        commitFor(3);
        trouble.happens.accept(this);
        commitFor(2);
        assertThat(node.names()).containsExactly(trouble.alert);
    }

    @ParameterizedTest
    @EnumSource
    void trouble_withoutACommit_isAnAlertAfterTheWarmUp(Trouble trouble) {
        node.connect();
        node.start(CONFIG);
        node.seconds(10);
        assertThat(node.names()).isEmpty();
        node.seconds(21);
        trouble.happens.accept(this);
        node.seconds(2);
        assertThat(node.names()).contains("HotStuff2CommitStalled", trouble.alert);
    }

    @ParameterizedTest
    @EnumSource
    void harm_duringTheWarmUp_isAnAlertAtOnce(Harm harm) {
        node.connect();
        node.start(AlertFixture.quiet());
        node.seconds(1);
        harm.happens.accept(this);
        node.collector.flush().join();
        node.seconds(2);
        assertThat(node.names()).contains(harm.alert);
    }

    @ParameterizedTest
    @EnumSource
    void alert_endsSoonAfterItsCause(Burst burst) {
        node.connect();
        node.start(CONFIG);
        commitFor(3);
        burst.happens.accept(this);
        commitFor(29);
        assertThat(node.names()).containsExactly(burst.alert);
        commitFor(32);
        assertThat(node.names()).containsExactly(burst.alert, "-" + burst.alert);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 28})
    void timeouts_thatGoOn_keepTheirAlert(int apart) {
        node.connect();
        node.start(CONFIG);
        commitFor(3);
        timeOut(3);
        for (int i = 0; i < 5; i++) {
            commitFor(apart);
            timeOut(1);
        }
        commitFor(1);
        assertThat(node.names()).containsExactly("HotStuff2LivenessTimeouts");
    }

    @Test
    void timeouts_farApart_areNoAlert() {
        node.connect();
        node.start(CONFIG);
        for (int i = 0; i < 10; i++) {
            commitFor(120);
            timeOut(1);
        }
        assertThat(node.names()).doesNotContain("HotStuff2LivenessTimeouts");
    }

    private void commitFor(int seconds) {
        for (int i = 0; i < seconds; i++) {
            node.commit(++height);
            node.seconds(1);
        }
    }

    private long height = 1;

    private void timeOut(int times) {
        for (int i = 0; i < times; i++) {
            node.events.localTimeout(view, TimeoutPhase.AWAITING_PROPOSAL, node.loops.nanoTime());
            node.events.viewEntered(view + 1, view++, ViewCause.QUORUM_CERTIFICATE, 1, node.loops.nanoTime());
        }
    }

    private void changeViews(int times) {
        for (int i = 0; i < times; i++) {
            node.events.viewEntered(view + 1, view++, ViewCause.TIMEOUT_CERTIFICATE, 1, node.loops.nanoTime());
        }
    }

    private void disconnect(int times) {
        for (int i = 0; i < times; i++) {
            node.network.connected(3, ConnectionDirection.INBOUND);
            node.network.disconnected(3, ConnectionDirection.INBOUND, DisconnectReason.TIMEOUT);
        }
        node.network.connected(3, ConnectionDirection.INBOUND);
    }

    private void drop(int messages) {
        for (int i = 0; i < messages; i++) {
            node.network.messageDropped(MessageDirection.SEND, DropReason.QUEUE_FULL);
        }
    }

    private void voteTwice() {
        for (int block = 1; block <= 2; block++) {
            node.events.voteSent(7, VotePhase.VOTE, new BlockId(7, block, 0, 0), 6, node.loops.nanoTime());
        }
    }
}
