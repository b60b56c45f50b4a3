package io.quorumeter.alerting.alert;

import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.consensus.ByzantineAct;
import java.util.Comparator;

/**
 * Who is accused of what.
 *
 * @param act what was done
 * @param validator the index of the validator, −1 when it is not known here
 * @param key its public key; empty when that is not known
 */
record Accused(ByzantineAct act, int validator, String key) {
    static final Comparator<Accused> ORDER =
            Comparator.comparing(Accused::act).thenComparing(Accused::validator).thenComparing(Accused::key);
    private static final int SHOWN = 12;

    /** With the whole key: indices belong to somebody else after the next change of the set, and keys may begin alike. */
    Labels labels() {
        Labels labels = Labels.of("type", LabelValue.of(act));
        if (validator >= 0) {
            labels = labels.with("validator", Integer.toString(validator));
        }
        return key.isEmpty() ? labels : labels.with("key", key);
    }

    /** Whom, for people. */
    String name() {
        if (validator < 0) {
            return "a validator that is not known here";
        }
        String start = key.length() > SHOWN ? key.substring(0, SHOWN) + "…" : key;
        return "validator " + validator + (key.isEmpty() ? "" : " (" + start + ")");
    }
}
