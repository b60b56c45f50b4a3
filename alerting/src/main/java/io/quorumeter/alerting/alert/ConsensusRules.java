package io.quorumeter.alerting.alert;

import static io.quorumeter.alerting.alert.AlertRule.BLOCK_LATENCY_HIGH;
import static io.quorumeter.alerting.alert.AlertRule.BYZANTINE_EVIDENCE;
import static io.quorumeter.alerting.alert.AlertRule.BYZANTINE_POWER_BEYOND_TOLERANCE;
import static io.quorumeter.alerting.alert.AlertRule.BYZANTINE_POWER_HIGH;
import static io.quorumeter.alerting.alert.AlertRule.COMMIT_STALLED;
import static io.quorumeter.alerting.alert.AlertRule.LIVENESS_TIMEOUTS;
import static io.quorumeter.alerting.alert.AlertRule.OWN_KEY_MISUSE;
import static io.quorumeter.alerting.alert.AlertRule.SAFETY_STATE_NOT_PERSISTED;
import static io.quorumeter.alerting.alert.AlertRule.SAFETY_VIOLATION;
import static io.quorumeter.alerting.alert.AlertRule.THROUGHPUT_LOW;
import static io.quorumeter.alerting.alert.AlertRule.VIEW_CHANGES_FREQUENT;
import static io.quorumeter.alerting.alert.AlertSetting.COUNT_WINDOW;
import static io.quorumeter.alerting.alert.AlertSetting.MAX_BLOCK_TIME;
import static io.quorumeter.alerting.alert.AlertSetting.MAX_BYZANTINE_BEHAVIOR_RATE;
import static io.quorumeter.alerting.alert.AlertSetting.MAX_LIVENESS_TIMEOUTS;
import static io.quorumeter.alerting.alert.AlertSetting.MAX_SAFETY_VIOLATIONS;
import static io.quorumeter.alerting.alert.AlertSetting.MAX_VIEW_CHANGE_FREQUENCY;
import static io.quorumeter.alerting.alert.AlertSetting.MIN_TRANSACTION_THROUGHPUT;
import static io.quorumeter.alerting.alert.BrokenRules.count;

import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.alerting.alert.ConsensusReadings.Faults;
import io.quorumeter.alerting.alert.ConsensusReadings.Misbehaviour;
import io.quorumeter.alerting.alert.ConsensusReadings.Progress;
import io.quorumeter.consensus.SafetyViolation;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Judges consensus. A pure function of what was read and the thresholds. */
final class ConsensusRules {
    /** Half of what is tolerated. */
    private static final double MUCH_POWER = 0.16;

    private static final double ONE_THIRD = 1.0 / 3;
    private static final int EXPLAINED = 2;

    private ConsensusRules() {}

    static List<Alert> evaluate(ConsensusReadings read, AlertConfig config, Instant now) {
        BrokenRules found = new BrokenRules(now);
        violations(found, read.misbehaviour(), config);
        evidence(found, read.misbehaviour(), config);
        power(found, read.misbehaviour().power());
        progress(found, read.progress(), config);
        faults(found, read.faults(), config);
        return found.alerts();
    }

    private static void violations(BrokenRules found, Misbehaviour read, AlertConfig config) {
        double limit = config.number(MAX_SAFETY_VIOLATIONS);
        Predicate<SafetyViolation> own = ConsensusRules::isOwn;
        double others = sum(read, own.negate());
        double mine = sum(read, own);
        boolean broken = others + mine > limit;
        found.when(
                broken && others > 0,
                SAFETY_VIOLATION,
                Labels.of(),
                others,
                limit,
                "an invariant of consensus was broken: %s",
                found(read, own.negate()));
        found.when(
                broken && mine > 0,
                OWN_KEY_MISUSE,
                Labels.of(),
                mine,
                limit,
                "this validator signed against its own rules: %s",
                found(read, own));
    }

    private static double sum(Misbehaviour read, Predicate<SafetyViolation> which) {
        return read.violations().entrySet().stream()
                .filter(one -> which.test(one.getKey()))
                .mapToDouble(one -> one.getValue())
                .sum();
    }

    /** Whether this validator's own signatures are what breaks the invariant. */
    static boolean isOwn(SafetyViolation type) {
        return type.name().startsWith("OWN_");
    }

    /** The types, of which the first ones with what is known of them, so that the text is no longer than people read. */
    private static String found(Misbehaviour read, Predicate<SafetyViolation> which) {
        List<SafetyViolation> types =
                read.violations().keySet().stream().filter(which).toList();
        return IntStream.range(0, types.size())
                .mapToObj(i -> {
                    String name = LabelValue.of(types.get(i));
                    return i < EXPLAINED ? read.contradictions().getOrDefault(types.get(i), name) : name;
                })
                .collect(Collectors.joining("; "));
    }

    private static void evidence(BrokenRules found, Misbehaviour read, AlertConfig config) {
        double all = read.accused().values().stream().mapToDouble(one -> one).sum();
        double limit = config.number(MAX_BYZANTINE_BEHAVIOR_RATE);
        boolean broken = all / config.number(COUNT_WINDOW) > limit;
        read.accused()
                .forEach((accused, pieces) -> found.when(
                        broken,
                        BYZANTINE_EVIDENCE,
                        accused.labels(),
                        pieces,
                        limit * config.number(COUNT_WINDOW),
                        "%s misbehaved: %s, %s of evidence in %s",
                        accused.name(),
                        LabelValue.of(accused.act()),
                        count(pieces, "piece", "pieces"),
                        Durations.format(config.duration(COUNT_WINDOW))));
    }

    private static void power(BrokenRules found, double power) {
        String summary = "proven Byzantine validators have %.1f %% of the voting power";
        found.when(
                power >= ONE_THIRD,
                BYZANTINE_POWER_BEYOND_TOLERANCE,
                Labels.of(),
                power,
                ONE_THIRD,
                summary + "; safety is no longer guaranteed",
                100 * power);
        found.when(
                power > MUCH_POWER && power < ONE_THIRD,
                BYZANTINE_POWER_HIGH,
                Labels.of(),
                power,
                MUCH_POWER,
                summary,
                100 * power);
    }

    private static void progress(BrokenRules found, Progress read, AlertConfig config) {
        double longest = config.number(MAX_BLOCK_TIME);
        found.above(
                COMMIT_STALLED,
                read.secondsSinceCommit(),
                longest,
                "no block committed for %.1f s",
                read.secondsSinceCommit());
        found.above(
                BLOCK_LATENCY_HIGH,
                read.latency(),
                longest,
                "95th percentile of commit latency is %.1f s",
                read.latency());
        double least = config.number(MIN_TRANSACTION_THROUGHPUT);
        boolean idle = config.isOn(AlertSetting.IDLE_AWARE) && read.waiting() == 0;
        found.when(
                read.transactions() < least && !idle,
                THROUGHPUT_LOW,
                Labels.of(),
                read.transactions(),
                least,
                "%.1f transactions committed a second",
                read.transactions());
    }

    private static void faults(BrokenRules found, Faults read, AlertConfig config) {
        found.above(
                SAFETY_STATE_NOT_PERSISTED,
                read.persistFailures(),
                0,
                "last vote or lock could not be made durable, %s",
                count(read.persistFailures(), "time", "times"));
        found.above(
                VIEW_CHANGES_FREQUENT,
                read.viewChanges(),
                config.number(MAX_VIEW_CHANGE_FREQUENCY),
                "%.2f views a second are entered after a fault",
                read.viewChanges());
        found.above(
                LIVENESS_TIMEOUTS,
                read.timeouts(),
                config.number(MAX_LIVENESS_TIMEOUTS),
                "the view timer expired %s in %s",
                count(read.timeouts(), "time", "times"),
                Durations.format(config.duration(COUNT_WINDOW)));
    }
}
