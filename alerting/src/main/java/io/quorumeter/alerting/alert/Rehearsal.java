package io.quorumeter.alerting.alert;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.ConsensusReadings.Faults;
import io.quorumeter.alerting.alert.ConsensusReadings.Misbehaviour;
import io.quorumeter.alerting.alert.ConsensusReadings.Progress;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.core.event.Loop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Goes once through what happens between a broken rule of consensus and a handler, with rules, states and queues of its own that nobody
 * sees. The JVM loads and links that code here, while the node starts, and not when the first alert is in a hurry.
 */
final class Rehearsal {
    private static final double MUCH = 1e6;

    private Rehearsal() {}

    /** A loop that does its step when it is woken. */
    private record Inline(LongSupplier step) implements Loop {
        @Override
        public void wake() {
            long unused = step.getAsLong();
        }

        @Override
        public void close() {}

        @Override
        public void awaitEnd() {}
    }

    /** Answers how many alerts it was done with. */
    static int run() {
        AlertConfig config = AlertConfig.defaults();
        Notifier notifier = new Notifier(
                new AlertMetrics(MetricsCollector.noop()),
                new AlertBook(1, AlertBook.MOST_SENT),
                RetryPolicy.standard(),
                InstantSource.fixed(Instant.EPOCH),
                () -> 0,
                (name, step) -> new Inline(step));
        notifier.add("rehearsal", AlertText::line);
        RuleState rules = new RuleState(notifier, Duration.ZERO);
        List<Alert> broken = new ArrayList<>(ConsensusRules.evaluate(everythingIsBroken(), config, Instant.EPOCH));
        broken.sort(Evaluator.WORST_FIRST);
        rules.update(broken, Set.of(), 0);
        rules.update(List.of(), Set.of(), 1);
        notifier.close();
        return broken.size();
    }

    private static ConsensusReadings everythingIsBroken() {
        return new ConsensusReadings(
                new Progress(MUCH, MUCH, 0, 1),
                new Faults(MUCH, MUCH, MUCH),
                new Misbehaviour(
                        Map.of(SafetyViolation.OWN_DOUBLE_VOTE, 1.0, SafetyViolation.CONFLICTING_COMMIT, 1.0),
                        Map.of(SafetyViolation.OWN_DOUBLE_VOTE, "own_double_vote in view 1"),
                        Map.of(new Accused(ByzantineAct.DOUBLE_VOTE, 0, "key"), 1.0),
                        1));
    }
}
