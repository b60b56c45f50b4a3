package io.quorumeter.monitoring.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The data of an answer in rows: a series and a value in each. */
final class AnswerTable {
    /** A value of a series at a time. */
    private record Row(JsonNode series, String time, String value) {}

    private final List<Row> rows = new ArrayList<>();
    private final TreeSet<String> labels = new TreeSet<>();
    private final boolean isRange;

    AnswerTable(JsonNode data) {
        JsonNode result = data.path("result");
        String type = data.path("resultType").asString("");
        isRange = type.equals("matrix");
        if (type.equals("scalar") || type.equals("string")) {
            add(data.path("metric"), result);
            return;
        }
        for (JsonNode series : result) {
            JsonNode metric = series.path("metric");
            metric.propertyNames().forEach(labels::add);
            if (isRange) {
                series.path("values").forEach(point -> add(metric, point));
            } else {
                add(metric, series.path("value"));
            }
        }
    }

    private void add(JsonNode series, JsonNode point) {
        BigDecimal seconds = point.path(0).asDecimal(BigDecimal.ZERO);
        Instant time = Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
        rows.add(new Row(series, time.toString(), point.path(1).asString("")));
    }

    /** Writes a line for each value: a series and its value, or under a line with the series its times and values. */
    void writeTable(PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("(no series)");
        }
        int width =
                rows.stream().mapToInt(row -> name(row.series).length()).max().orElse(0);
        String last = null;
        for (Row row : rows) {
            String name = name(row.series);
            if (!isRange) {
                out.println(name + " ".repeat(width - name.length()) + (name.isEmpty() ? "" : "  ") + row.value);
                continue;
            }
            if (!name.equals(last)) {
                out.println(name);
                last = name;
            }
            out.println("  " + row.time + "  " + row.value);
        }
    }

    /** Writes comma-separated values (RFC 4180): a column for each label, the time and the value. */
    void writeCsv(PrintWriter out) {
        List<String> header = new ArrayList<>(labels);
        header.addAll(List.of("time", "value"));
        out.println(line(header));
        for (Row row : rows) {
            List<String> cells = new ArrayList<>();
            labels.forEach(label -> cells.add(row.series.path(label).asString("")));
            cells.addAll(List.of(row.time, row.value));
            out.println(line(cells));
        }
    }

    private static String line(List<String> cells) {
        return cells.stream().map(AnswerTable::cell).collect(Collectors.joining(","));
    }

    private static String cell(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String name(JsonNode series) {
        String labels = series.properties().stream()
                .filter(label -> !label.getKey().equals("__name__"))
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getKey() + "=\"" + label.getValue().asString("") + '"')
                .collect(Collectors.joining(", "));
        String name = series.path("__name__").asString("");
        return labels.isEmpty() ? name : name + "{" + labels + "}";
    }
}
