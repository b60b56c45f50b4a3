package io.quorumeter.monitoring.http;

import io.quorumeter.promql.model.Answer;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers in the form of Prometheus' HTTP API, in which numbers are texts and times are seconds with up to three decimals. */
final class PrometheusJson {
    static final String TYPE = "application/json";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MILLIS = 1_000;
    private static final double NANOS = 1e9;

    private PrometheusJson() {}

    /** Returns what writes an answer with some data. */
    static Consumer<JsonGenerator> success(Consumer<JsonGenerator> data) {
        return json -> {
            json.writeStringProperty("status", "success");
            json.writeName("data");
            data.accept(json);
        };
    }

    /** How long a query waited for its turn, and then took. */
    record Timings(long queueNanos, long evaluationNanos) {}

    /** Returns what writes the answer to a query, of whose value at most so many series are shown, with its timings unless they are null. */
    static Consumer<JsonGenerator> answer(Answer answer, int limit, @Nullable Timings timings) {
        return json -> {
            json.writeStringProperty("status", "success");
            json.writeObjectPropertyStart("data");
            boolean cut = value(answer.value(), limit, json);
            if (timings != null) {
                statistics(timings, answer.peakSamples(), json);
            }
            json.writeEndObject();
            texts(
                    "warnings",
                    cut ? with(answer.warnings(), "results truncated due to limit") : answer.warnings(),
                    json);
            texts("infos", answer.infos(), json);
        };
    }

    /** Returns the answer that says why there is none. */
    static byte[] error(PromQlException.Type type, String message) {
        return write(json -> {
            json.writeStringProperty("status", "error");
            json.writeStringProperty("errorType", type.label());
            json.writeStringProperty("error", message);
        });
    }

    /** Writes a list that is no member of anything. */
    static byte[] array(Consumer<JsonGenerator> elements) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 10);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartArray();
            elements.accept(json);
            json.writeEndArray();
        }
        return out.toByteArray();
    }

    static byte[] write(Consumer<JsonGenerator> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 10);
        write(members, out);
        return out.toByteArray();
    }

    static void write(Consumer<JsonGenerator> members, OutputStream out) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
    }

    static void labels(Labels labels, JsonGenerator json) {
        json.writeStartObject();
        for (int i = 0; i < labels.size(); i++) {
            json.writeStringProperty(labels.name(i), labels.value(i));
        }
        json.writeEndObject();
    }

    static void texts(Iterable<String> texts, JsonGenerator json) {
        json.writeStartArray();
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** Writes what is known of Prometheus' figures. */
    private static void statistics(Timings timings, long peakSamples, JsonGenerator json) {
        json.writeObjectPropertyStart("stats");
        json.writeObjectPropertyStart("timings");
        json.writeNumberProperty("evalTotalTime", timings.evaluationNanos / NANOS);
        json.writeNumberProperty("execQueueTime", timings.queueNanos / NANOS);
        json.writeNumberProperty("execTotalTime", (timings.queueNanos + timings.evaluationNanos) / NANOS);
        json.writeEndObject();
        json.writeObjectPropertyStart("samples");
        json.writeNumberProperty("peakSamples", peakSamples);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes the type and the series of a value; returns whether it was cut. */
    static boolean value(Value value, int limit, JsonGenerator json) {
        boolean cut = false;
        if (value instanceof Value.Scalar scalar) {
            json.writeStringProperty("resultType", "scalar");
            json.writeName("result");
            point(scalar.time(), Numbers.format(scalar.value()), json);
        } else if (value instanceof Value.Text text) {
            json.writeStringProperty("resultType", "string");
            json.writeName("result");
            point(text.time(), text.value(), json);
        } else if (value instanceof Value.Vector vector) {
            json.writeStringProperty("resultType", "vector");
            cut = vector.samples().size() > limit;
            json.writeArrayPropertyStart("result");
            vector.samples().stream().limit(limit).forEach(sample -> sample(sample, json));
            json.writeEndArray();
        } else if (value instanceof Value.Matrix matrix) {
            json.writeStringProperty("resultType", "matrix");
            cut = matrix.series().size() > limit;
            json.writeArrayPropertyStart("result");
            matrix.series().stream().limit(limit).forEach(points -> points(points, json));
            json.writeEndArray();
        }
        return cut;
    }

    private static void sample(Value.Sample sample, JsonGenerator json) {
        json.writeStartObject();
        json.writeName("metric");
        labels(sample.labels(), json);
        json.writeName("value");
        point(sample.time(), Numbers.format(sample.value()), json);
        json.writeEndObject();
    }

    private static void points(Value.Points points, JsonGenerator json) {
        json.writeStartObject();
        json.writeName("metric");
        labels(points.labels(), json);
        json.writeArrayPropertyStart("values");
        for (int i = 0; i < points.size(); i++) {
            point(points.time(i), Numbers.format(points.value(i)), json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void point(long millis, String value, JsonGenerator json) {
        json.writeStartArray();
        json.writeNumber(seconds(millis));
        json.writeString(value);
        json.writeEndArray();
    }

    /** Returns milliseconds as seconds, with no more decimals than needed. */
    static String seconds(long millis) {
        long rest = Math.abs(millis % MILLIS);
        String whole = (millis < 0 && millis > -MILLIS ? "-" : "") + millis / MILLIS;
        if (rest == 0) {
            return whole;
        }
        String decimals = Long.toString(MILLIS + rest).substring(1);
        return whole + "." + decimals.replaceAll("0+$", "");
    }

    private static void texts(String name, List<String> texts, JsonGenerator json) {
        if (!texts.isEmpty()) {
            json.writeName(name);
            texts(texts, json);
        }
    }

    private static List<String> with(List<String> texts, String another) {
        return Stream.concat(texts.stream(), Stream.of(another)).toList();
    }
}
