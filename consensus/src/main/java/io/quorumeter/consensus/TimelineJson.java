package io.quorumeter.consensus;

import io.quorumeter.consensus.BlockTimeline.Block;
import io.quorumeter.consensus.BlockTimeline.QuorumVote;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes blocks as JSON. All values are numbers, hexadecimal digits or names of stages, so nothing needs escaping. */
final class TimelineJson {
    private TimelineJson() {}

    static String of(List<Block> blocks) {
        StringBuilder json = new StringBuilder("[");
        for (Block block : blocks) {
            json.append(json.length() > 1 ? ",\n" : "\n");
            write(json, block);
        }
        return json.append(blocks.isEmpty() ? "]" : "\n]").toString();
    }

    private static void write(StringBuilder json, Block block) {
        json.append("{\"height\":").append(block.height());
        json.append(",\"id\":\"").append(block.id()).append('"');
        json.append(",\"view\":").append(block.view());
        if (block.transactions() >= 0) {
            json.append(",\"transactions\":").append(block.transactions());
        }
        json.append(",\"first_known_millis\":").append(block.firstKnownMillis());
        json.append(",\"stages\":{");
        String comma = "";
        for (BlockStage stage : BlockStage.values()) {
            Duration at = block.stages().get(stage);
            if (at != null) {
                json.append(comma).append('"').append(stage.name().toLowerCase(Locale.ROOT));
                json.append("\":").append(seconds(at));
                comma = ",";
            }
        }
        json.append('}');
        write(json, "first_quorum", block.firstQuorum());
        write(json, "second_quorum", block.secondQuorum());
        json.append('}');
    }

    private static void write(StringBuilder json, String name, @Nullable QuorumVote vote) {
        if (vote != null) {
            json.append(",\"").append(name).append("\":{\"validator\":").append(vote.validator());
            json.append(",\"delay\":").append(seconds(vote.delay()));
            json.append(",\"slowest_validator\":").append(vote.slowestValidator());
            json.append(",\"lateness\":").append(seconds(vote.lateness())).append('}');
        }
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
}
