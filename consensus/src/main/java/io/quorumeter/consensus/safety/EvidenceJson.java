package io.quorumeter.consensus.safety;

import io.quorumeter.LabelValue;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.SafetyViolation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Evidence as JSON text. Numbers are whole; names are those of the metrics' labels. What is not known is left out.
 */
public final class EvidenceJson {
    private EvidenceJson() {}

    /**
     * An array of pieces of evidence, one a line.
     *
     * @param evidence the pieces
     * @return the text
     */
    public static String of(List<Evidence> evidence) {
        return evidence.stream().map(EvidenceJson::of).collect(Collectors.joining(",\n ", "[", "]"));
    }

    private static String of(Evidence evidence) {
        StringBuilder json = new StringBuilder("{\"type\":");
        text(json, LabelValue.of((Enum<?>) evidence.type()));
        json.append(",\"class\":\"")
                .append(sort(evidence))
                .append("\",\"view\":")
                .append(evidence.view());
        if (evidence.validator() >= 0) {
            json.append(",\"validator\":").append(evidence.validator());
        }
        if (!evidence.key().isEmpty()) {
            text(json.append(",\"key\":"), evidence.key());
        }
        json.append(",\"epoch\":").append(evidence.epoch());
        json.append(",\"firstSeenMillis\":").append(evidence.firstSeenMillis());
        json.append(",\"observer\":").append(evidence.observer());
        text(json.append(",\"sdkVersion\":"), evidence.sdkVersion());
        json.append(",\"facts\":[");
        for (int i = 0; i < evidence.facts().size(); i++) {
            fact(json.append(i == 0 ? "" : ","), evidence.facts().get(i));
        }
        return json.append("]}").toString();
    }

    private static String sort(Evidence evidence) {
        if (evidence.type() instanceof ByzantineAct) {
            return "byzantine";
        }
        return evidence.type() instanceof SafetyViolation ? "safety" : "anomaly";
    }

    private static void fact(StringBuilder json, Testimony fact) {
        text(json.append("{\"statement\":"), LabelValue.of(fact.statement()));
        json.append(fact.statement().isAboutHeight() ? ",\"height\":" : ",\"view\":")
                .append(fact.view());
        if (!fact.block().equals(BlockId.NONE)) {
            json.append(",\"block\":\"").append(fact.block()).append('"');
        }
        if (fact.justifyView() >= 0) {
            json.append(",\"justifyView\":").append(fact.justifyView());
        }
        if (!fact.signed().isEmpty()) {
            text(json.append(",\"signed\":"), fact.signed());
        }
        json.append('}');
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
