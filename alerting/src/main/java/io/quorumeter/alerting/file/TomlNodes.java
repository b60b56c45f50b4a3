package io.quorumeter.alerting.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Turns TOML into the nodes of YAML, with their places, so that both are read alike. */
final class TomlNodes {
    private static final int[] NO_TEXT = {};

    private final String file;

    private TomlNodes(String file) {
        this.file = file;
    }

    static Node read(String file, String text) {
        TomlParseResult result = Toml.parse(text);
        if (result.hasErrors()) {
            throw new FileException(result.errors().stream()
                    .map(error -> place(file, error.position()) + error.getMessage())
                    .toList());
        }
        return new TomlNodes(file).map(result, TomlPosition.positionAt(1, 1));
    }

    private static String place(String file, TomlPosition at) {
        return file + ":" + at.line() + ":" + at.column() + ": ";
    }

    private Node map(TomlTable table, @Nullable TomlPosition at) {
        List<NodeTuple> pairs = new ArrayList<>();
        for (String key : table.keySet()) {
            TomlPosition where = table.inputPositionOf(List.of(key));
            Object value = table.get(List.of(key));
            pairs.add(new NodeTuple(scalar(key, where), node(value, where)));
        }
        return new MappingNode(Tag.MAP, true, pairs, FlowStyle.BLOCK, mark(at), Optional.empty());
    }

    private Node list(TomlArray array, @Nullable TomlPosition at) {
        List<Node> values = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            values.add(node(array.get(i), array.inputPositionOf(i)));
        }
        return new SequenceNode(Tag.SEQ, true, values, FlowStyle.BLOCK, mark(at), Optional.empty());
    }

    private Node node(@Nullable Object value, @Nullable TomlPosition at) {
        if (value instanceof TomlTable table) {
            return map(table, at);
        }
        return value instanceof TomlArray array ? list(array, at) : scalar(String.valueOf(value), at);
    }

    private Node scalar(String text, @Nullable TomlPosition at) {
        return new ScalarNode(Tag.STR, true, text, ScalarStyle.PLAIN, mark(at), Optional.empty());
    }

    private Optional<Mark> mark(@Nullable TomlPosition at) {
        return Optional.ofNullable(at)
                .map(place -> new Mark(file, 0, place.line() - 1, place.column() - 1, NO_TEXT, 0));
    }
}
