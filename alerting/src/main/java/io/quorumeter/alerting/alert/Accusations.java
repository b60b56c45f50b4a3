package io.quorumeter.alerting.alert;

import io.quorumeter.LabelValue;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.safety.Evidence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What was found, for the texts of alerts whose rules only count it: how invariants were broken, and who is accused of what. It comes with
 * events, and what was found before this existed is not known. Thread-safe.
 */
final class Accusations {
    /** Further accused validators are in the counters only. */
    static final int MOST = 1_000;

    /** Further ones make a text longer than people read. */
    private static final int EXPLAINED = 2;

    private static final int SHOWN = 12;

    /** Evidence of one type of broken invariant: the first piece in words, and where that and the last one are. */
    private record Broken(String first, String at, String last) {
        /** What comes later often follows from the first. */
        Broken then(Broken next) {
            return new Broken(first, at, next.last);
        }

        String text() {
            return first + (at.equals(last) ? "" : "; last " + last);
        }
    }

    /** Who did what. */
    private record Accused(ByzantineAct act, int validator, String key) {
        String name() {
            String start = key.length() > SHOWN ? key.substring(0, SHOWN) + "…" : key;
            return "validator " + validator + (key.isEmpty() ? "" : " (" + start + ")");
        }

        /** Returns whether a validator's label is this one's: the beginning of its key, or its index. */
        boolean isCalled(String label) {
            return key.isEmpty() ? label.equals(Integer.toString(validator)) : key.startsWith(label);
        }
    }

    private final Map<SafetyViolation, Broken> violations = new EnumMap<>(SafetyViolation.class);
    private final Map<Accused, String> accused = new LinkedHashMap<>();

    /** Takes what was found. */
    synchronized void add(Evidence evidence) {
        String place = evidence.place();
        if (evidence.type() instanceof SafetyViolation type) {
            violations.merge(type, new Broken(evidence.summary(), place, place), Broken::then);
        } else if (evidence.type() instanceof ByzantineAct act && evidence.validator() >= 0) {
            if (accused.size() < MOST) {
                accused.putIfAbsent(new Accused(act, evidence.validator(), evidence.key()), place);
            }
        }
    }

    /**
     * Explains an alert, if anything is known of it.
     *
     * @param kind what the annotation {@code evidence} of its rule says
     * @param labels its labels; {@code type} and {@code validator} choose among what is known
     */
    synchronized Optional<String> explain(String kind, io.quorumeter.promql.model.Labels labels) {
        return switch (kind) {
            case "invariants" -> broken(type -> !isOwn(type));
            case "own" -> broken(Accusations::isOwn);
            case "accused" -> accused(labels.get("type"), labels.get("validator"));
            default -> Optional.empty();
        };
    }

    private Optional<String> broken(Predicate<SafetyViolation> which) {
        List<String> texts = new ArrayList<>();
        violations.forEach((type, found) -> {
            if (which.test(type)) {
                texts.add(texts.size() < EXPLAINED ? found.text() : LabelValue.of(type));
            }
        });
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", texts));
    }

    /** Whether this validator's own signatures are what breaks the invariant. */
    private static boolean isOwn(SafetyViolation type) {
        return type.name().startsWith("OWN_");
    }

    private Optional<String> accused(String type, String validator) {
        List<String> texts = new ArrayList<>();
        accused.forEach((who, place) -> {
            boolean fits = (type.isEmpty() || LabelValue.of(who.act).equals(type))
                    && (validator.isEmpty() || who.isCalled(validator));
            if (fits) {
                texts.add(who.name() + ": " + LabelValue.of(who.act) + " " + place);
            }
        });
        String more = texts.size() > EXPLAINED ? "; and " + (texts.size() - EXPLAINED) + " more" : "";
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of(texts.stream().limit(EXPLAINED).collect(Collectors.joining("; ")) + more);
    }
}
