package io.quorumeter.alerting.file;

import io.quorumeter.promql.ast.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A value in a YAML, JSON or TOML file, with its place. Reading is strict: a value of another kind than asked for, an unknown key and one that
 * comes twice are refused with file, line, column, the path of keys, and what would be right.
 */
public final class FileValue {
    private static final Pattern BYTES = Pattern.compile("(\\d{1,18}) *(|B|[KMG]i?B)");

    private final String file;
    private final String path;
    private final @Nullable Node node;

    private FileValue(String file, String path, @Nullable Node node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /**
     * Reads a file's text.
     *
     * @param file the name for messages
     * @param text YAML 1.2, of which JSON is a part; one document
     * @return the document; {@link #isAbsent() absent} if the text has none
     * @throws FileException if it is no YAML
     */
    public static FileValue read(String file, String text) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            Composer composer = new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
            return new FileValue(file, "", composer.getSingleNode().orElse(null));
        } catch (MarkedYamlEngineException broken) {
            throw new FileException(place(file, broken.getProblemMark().orElse(null)) + broken.getProblem());
        } catch (YamlEngineException | StackOverflowError broken) {
            throw new FileException(file + ": " + broken.getMessage());
        }
    }

    /**
     * Reads a file's text in TOML.
     *
     * @param file the name for messages
     * @param text TOML 1.0
     * @return the document
     * @throws FileException if it is no TOML, with all that is wrong
     */
    public static FileValue readToml(String file, String text) {
        return new FileValue(file, "", TomlNodes.read(file, text));
    }

    /**
     * {@return a value that stands alone, as those of the environment}
     *
     * @param source where it comes from, for messages
     * @param text the value
     */
    public static FileValue of(String source, String text) {
        return new FileValue(source, "", new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN));
    }

    /** {@return no value} */
    public static FileValue absent() {
        return new FileValue("", "", null);
    }

    /** {@return whether there is no value, or a null} */
    public boolean isAbsent() {
        return node == null || node.getTag().equals(Tag.NULL);
    }

    /** {@return whether this is a list} */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** {@return whether this is a map} */
    public boolean isMap() {
        return node instanceof MappingNode;
    }

    /**
     * {@return the values of a map by key, in the file's order; empty if there is no value}
     *
     * @param known the keys that may be there
     */
    public Map<String, FileValue> map(Set<String> known) {
        Map<String, FileValue> values = map();
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.unknown(key, known);
            }
        });
        return values;
    }

    /** {@return the values of a map with any keys, in the file's order; empty if there is no value} */
    public Map<String, FileValue> map() {
        Map<String, FileValue> values = new LinkedHashMap<>();
        if (isAbsent()) {
            return values;
        }
        if (!(node instanceof MappingNode map)) {
            throw wrong("is " + kind() + ", not a map of keys and values");
        }
        for (NodeTuple pair : map.getValue()) {
            FileValue keyNode = new FileValue(file, path, pair.getKeyNode());
            String key = keyNode.text();
            String below = path.isEmpty() ? key : path + "." + key;
            if (values.put(key, new FileValue(file, below, pair.getValueNode())) != null) {
                throw keyNode.wrong("key '" + key + "' is there twice");
            }
        }
        return values;
    }

    /** {@return the values of a list; empty if there is no value} */
    public List<FileValue> list() {
        List<FileValue> values = new ArrayList<>();
        if (isAbsent()) {
            return values;
        }
        if (!(node instanceof SequenceNode list)) {
            throw wrong("is " + kind() + ", not a list");
        }
        for (Node value : list.getValue()) {
            values.add(new FileValue(file, path + "[" + values.size() + "]", value));
        }
        return values;
    }

    /** {@return a text, as it is written if it looks like a number or a truth value; empty if there is no value} */
    public String text() {
        if (isAbsent()) {
            return "";
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong("is " + kind() + ", not a text");
        }
        return scalar.getValue();
    }

    /** {@return texts by key, in the file's order; empty if there is no value} */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        map().forEach((key, value) -> texts.put(key, value.text()));
        return texts;
    }

    /** {@return a duration as Prometheus writes it, such as {@code 1h30m}, in milliseconds} */
    public long millis() {
        return read(text -> {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("a duration is missing, such as 30s or 1h30m");
            }
            return text.equals("0") ? 0 : Durations.parse(text);
        });
    }

    /** {@return a number of bytes, with a unit of KB, MB, GB, KiB, MiB or GiB or none} */
    public long bytes() {
        return read(text -> {
            Matcher matcher = BYTES.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + text + "' is no number of bytes, such as 64MiB or 1GB");
            }
            long factor = switch (matcher.group(2)) {
                case "KB" -> 1_000;
                case "MB" -> 1_000_000;
                case "GB" -> 1_000_000_000;
                case "KiB" -> 1L << 10;
                case "MiB" -> 1L << 20;
                case "GiB" -> 1L << 30;
                default -> 1;
            };
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
        });
    }

    /** {@return a share from 0 to 1, written as {@code 0.1} or {@code 10%}} */
    public double share() {
        double share = read(text -> {
            boolean isPercent = text.endsWith("%");
            String number = isPercent ? text.substring(0, text.length() - 1).strip() : text;
            try {
                return Double.parseDouble(number) / (isPercent ? 100 : 1);
            } catch (NumberFormatException none) {
                throw new IllegalArgumentException("'" + text + "' is no share, such as 0.1 or 10%", none);
            }
        });
        if (!(share >= 0 && share <= 1)) {
            throw wrong("is not from 0 to 1");
        }
        return share;
    }

    /** {@return the texts of a list, or what stands between the commas of a text} */
    public List<String> words() {
        return isList()
                ? list().stream().map(FileValue::text).toList()
                : Stream.of(text().split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    /** {@return a whole number from 0 on} */
    public int count() {
        int count = read(Integer::parseInt);
        if (count < 0) {
            throw wrong("is below zero");
        }
        return count;
    }

    /** {@return a truth value; the words of YAML 1.1, such as {@code yes}, are some, too} */
    public boolean truth() {
        return switch (text()) {
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> true;
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> false;
            default -> throw wrong("is " + kind() + ", not true or false");
        };
    }

    /**
     * {@return what a text means}
     *
     * @param <T> what it means
     * @param meaning throws an {@link IllegalArgumentException} or another runtime exception that says what is wrong
     */
    public <T> T read(Function<String, T> meaning) {
        String text = text();
        try {
            return meaning.apply(text);
        } catch (NumberFormatException wrong) {
            throw wrong("'" + text + "' is not a whole number");
        } catch (RuntimeException wrong) {
            throw wrong(String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * {@return what is wrong with this value}
     *
     * @param problem what is wrong, and what would be right
     */
    public FileException wrong(String problem) {
        String place = place(file, node == null ? null : node.getStartMark().orElse(null));
        return new FileException(place + (path.isEmpty() ? "" : path + ": ") + problem);
    }

    /**
     * {@return that a key is not known, with the one that is nearest}
     *
     * @param key what was written
     * @param known what there is
     */
    public FileException unknown(String key, Set<String> known) {
        return wrong("there is no such key" + nearest(key, known));
    }

    /** {@return the line of the file, from 1 on; 0 if there is no value} */
    public int line() {
        return node == null
                ? 0
                : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private String kind() {
        return isList() ? "a list" : isMap() ? "a map" : "'" + text() + "'";
    }

    private static String place(String file, @Nullable Mark mark) {
        return mark == null ? file + ": " : file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": ";
    }

    /** Proposes the known key with the fewest changes, or lists them all. */
    private static String nearest(String key, Set<String> known) {
        return known.stream()
                .filter(one -> distance(key, one) <= 1 + key.length() / 4)
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .map(one -> "; '" + one + "' is meant?")
                .orElseGet(() -> "; there are "
                        + String.join(", ", known.stream().sorted().toList()));
    }

    /** Counts the letters to insert, remove or replace (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
