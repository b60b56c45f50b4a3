package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Labels;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.DisconnectReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is down, by name. */
class MissingTest {
    private static final AlertConfig CONFIG = AlertConfig.defaults()
            .with(AlertSetting.MIN_TRANSACTION_THROUGHPUT, 0)
            .with(AlertSetting.MAX_BLOCK_TIME, Duration.ofDays(1));

    private final AlertFixture node = new AlertFixture();
    private long view;

    private List<Alert> told(String rule) {
        return node.all.stream().filter(alert -> alert.name().equals(rule)).toList();
    }

    private List<String> names() {
        return node.all.stream()
                .map(alert -> (alert.isFiring() ? "" : "-") + alert.name())
                .toList();
    }

    private void start() {
        node.builder().config(CONFIG).start();
        node.loops.run();
    }

    private void connectAll() {
        for (int peer = 1; peer < 4; peer++) {
            node.network.connected(peer, ConnectionDirection.OUTBOUND);
        }
    }

    /** Blocks are committed, and these validators vote for them. */
    private void votesFor(int seconds, int... validators) {
        for (int i = 0; i < seconds; i++) {
            node.commit(++view);
            for (int validator : validators) {
                node.events.voteReceived(
                        view,
                        VotePhase.VOTE,
                        validator,
                        new BlockId(view, 1, 0, 0),
                        view - 1,
                        Verification.VERIFIED,
                        0,
                        node.loops.nanoTime());
            }
            node.seconds(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void validator_thatIsDisconnected_isNamed_untilItIsConnected(int peer) {
        connectAll();
        start();
        votesFor(2, 0, 1, 2, 3);
        node.network.disconnected(peer, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        votesFor(3, 0, 1, 2, 3);
        assertThat(names()).isEmpty();
        votesFor(1, 0, 1, 2, 3);
        assertThat(told("HotStuff2ValidatorDown")).singleElement().satisfies(alert -> {
            assertThat(alert.labels()).isEqualTo(Labels.of("validator", Integer.toString(peer)));
            assertThat(alert.summary()).isEqualTo("validator " + peer + " is not connected for 4s");
        });
        node.network.connected(peer, ConnectionDirection.INBOUND);
        votesFor(31, 0, 1, 2, 3);
        assertThat(names()).containsExactly("HotStuff2ValidatorDown", "-HotStuff2ValidatorDown");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void validator_thatSignsNothing_isNamed_thoughItIsConnected(int silent) {
        connectAll();
        start();
        int[] others = {0, silent == 1 ? 2 : 1, silent == 3 ? 2 : 3};
        votesFor(2, 0, 1, 2, 3);
        votesFor(9, others);
        assertThat(names()).isEmpty();
        votesFor(2, others);
        assertThat(told("HotStuff2ValidatorSilent")).singleElement().satisfies(alert -> {
            assertThat(alert.labels()).isEqualTo(Labels.of("validator", Integer.toString(silent)));
            assertThat(alert.summary()).startsWith("nothing signed by validator " + silent + " has arrived for 1");
        });
        votesFor(31, 0, 1, 2, 3);
        assertThat(names()).containsExactly("HotStuff2ValidatorSilent", "-HotStuff2ValidatorSilent");
    }

    /** One of four is to be heard of within eight views: later votes than the certificate's reach a leader only. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6})
    void validator_isNotSilent_untilItWouldHaveLedTwice(int secondsAView) {
        connectAll();
        start();
        votesFor(2, 0, 1, 2, 3);
        for (int i = 0; i < 60 / secondsAView; i++) {
            enterView();
            votesFor(secondsAView, 0, 1, 2, 3);
        }
        for (int i = 0; i < 7; i++) {
            enterView();
            votesFor(secondsAView, 0, 1, 2);
        }
        assertThat(silent()).isEmpty();
        for (int i = 0; i < 2; i++) {
            enterView();
            votesFor(secondsAView, 0, 1, 2);
        }
        assertThat(told("HotStuff2ValidatorSilent")).hasSize(1);
    }

    /** Two of four are dead, so no view comes about; the others go on wishing for one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void validators_thatStopTheViews_areNamedUntilTheyAreHeard_andTheOthersAreNot(int secondsAView) {
        connectAll();
        start();
        run(20, secondsAView, 0, 1, 2, 3);
        for (int second = 0; second < 300; second++) {
            wish(0);
            wish(1);
            node.seconds(1);
            if (second == Math.max(10, 8 * secondsAView) + 1) {
                assertThat(silent()).containsExactly("2", "3");
            }
        }
        assertThat(silent()).containsExactly("2", "3");
        run(35, secondsAView, 0, 1, 2, 3);
        assertThat(silent()).containsExactly("2", "3", "-2", "-3");
    }

    @Test
    void validator_thatIsSilent_staysSo_whileViewsSlowDown() {
        connectAll();
        start();
        run(60, 1, 0, 1, 2, 3);
        run(20, 20, 0, 1, 2);
        assertThat(silent()).containsExactly("3");
    }

    @Test
    void validator_thatIsDeadFromTheStart_isNamedAsSoonAsOthers() {
        connectAll();
        start();
        run(10, 1, 0, 1, 2);
        assertThat(silent()).isEmpty();
        run(1, 1, 0, 1, 2);
        assertThat(silent()).containsExactly("3");
    }

    private void run(int views, int secondsAView, int... validators) {
        for (int i = 0; i < views; i++) {
            enterView();
            votesFor(secondsAView, validators);
        }
    }

    private void wish(int validator) {
        node.events.viewChangeReceived(
                ViewChangeKind.WISH,
                view + 1,
                validator,
                view - 1,
                ViewChangeResult.ACCEPTED,
                Verification.VERIFIED,
                0,
                node.loops.nanoTime());
    }

    private List<String> silent() {
        return told("HotStuff2ValidatorSilent").stream()
                .map(alert -> (alert.isFiring() ? "" : "-") + alert.labels().get("validator"))
                .toList();
    }

    private void enterView() {
        node.events.viewEntered(view + 1, view, ViewCause.DOUBLE_CERTIFICATE, 0, node.loops.nanoTime());
    }

    @Test
    void validator_withAKey_isNamedByIt() {
        List<String> keys = List.of("0a0a0a0a0a0a0a0a", "1b1b1b1b1b1b1b1b", "2c2c2c2c2c2c2c2c", "3d3d3d3d3d3d3d3d");
        node.network.validators(ValidatorSet.ofKeys(keys).ownIndex(0));
        connectAll();
        start();
        votesFor(2, 0, 1, 2, 3);
        node.network.disconnected(2, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        votesFor(5, 0, 1, 2, 3);
        assertThat(told("HotStuff2ValidatorDown")).singleElement().satisfies(alert -> {
            assertThat(alert.labels()).isEqualTo(Labels.of("validator", "2c2c2c2c2c2c"));
            assertThat(alert.summary()).startsWith("validator 2c2c2c2c2c2c is not connected for ");
        });
    }

    @Test
    void validator_thatNeverCame_isSilent_andWasNotLost() {
        node.connect();
        start();
        votesFor(9, 0, 1, 2);
        assertThat(names()).isEmpty();
        votesFor(30, 0, 1, 2);
        assertThat(node.all)
                .extracting(alert -> alert.name() + alert.labels().get("validator"))
                .containsExactly("HotStuff2ValidatorSilent3");
    }

    @Test
    void validators_thatAreSilentWhileTheyStart_areNoAlert() {
        node.connect();
        start();
        node.seconds(29);
        assertThat(names()).isEmpty();
    }
}
