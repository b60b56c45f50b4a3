package io.quorumeter.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prometheus' own tools, which read an exposition as others understand it. */
final class ExternalParser {
    /** A family as the parser understood it. */
    record ParsedFamily(String name, String type, String unit, String help) {}

    /** A sample; numbers that are absent are NaN, and the trace of its exemplar is empty when it has none. */
    record ParsedSample(
            String name, Map<String, String> labels, double value, double seconds, String trace, double exemplar) {}

    /** All of an exposition. */
    record Exposition(List<ParsedFamily> families, List<ParsedSample> samples) {
        /** The samples' values by name and labels; fails when one comes twice. */
        Map<String, Double> values() {
            Map<String, Double> values = new HashMap<>();
            for (ParsedSample sample : samples) {
                if (values.put(key(sample.name, sample.labels), sample.value) != null) {
                    throw new AssertionError(sample + " comes twice");
                }
            }
            return values;
        }

        ParsedFamily family(String name) {
            return families.stream()
                    .filter(family -> family.name.equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private ExternalParser() {}

    static String key(String name, Map<String, String> labels) {
        return name + new TreeMap<>(labels);
    }

    /** Reads with Debian's python3-prometheus-client; the format is {@code openmetrics} or {@code prometheus}. */
    static Exposition parse(byte[] text, String format) throws IOException, InterruptedException {
        Path script = Files.createTempFile("parse-" + ProcessHandle.current().pid(), ".py");
        try (InputStream source = ExternalParser.class.getResourceAsStream("parse_exposition.py")) {
            Files.write(script, source.readAllBytes());
            Result result = run(text, "python3-prometheus-client", "/usr/bin/python3", script.toString(), format);
            if (result.output.contains("ModuleNotFoundError: No module named 'prometheus_client'")) {
                throw missing("python3-prometheus-client");
            }
            if (result.exitCode != 0) {
                throw new AssertionError("the " + format + " parser refused the text: " + result.output);
            }
            return read(result.output);
        } finally {
            Files.delete(script);
        }
    }

    /** What {@code promtool check metrics} has to say against a text in Prometheus' format; empty for nothing. */
    static String lint(byte[] text) throws IOException, InterruptedException {
        Result result = run(text, "prometheus", "promtool", "check", "metrics");
        return result.exitCode == 0 ? result.output : result.output + "exit code " + result.exitCode;
    }

    private static Exposition read(String output) {
        List<ParsedFamily> families = new ArrayList<>();
        List<ParsedSample> samples = new ArrayList<>();
        for (String line : output.split("\n", -1)) {
            String[] fields = line.split("\t", -1);
            if (fields[0].equals("F")) {
                families.add(new ParsedFamily(text(fields[1]), fields[2], text(fields[3]), text(fields[4])));
            } else if (fields[0].equals("S")) {
                Map<String, String> labels = new TreeMap<>();
                for (int i = 7; i + 1 < fields.length; i += 2) {
                    labels.put(text(fields[i]), text(fields[i + 1]));
                }
                samples.add(new ParsedSample(
                        text(fields[1]),
                        labels,
                        number(fields[2]),
                        number(fields[3]),
                        text(fields[4]),
                        number(fields[5])));
            }
        }
        return new Exposition(families, samples);
    }

    private static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    private static double number(String python) {
        return switch (python) {
            case "", "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(python);
        };
    }

    private record Result(int exitCode, String output) {}

    private static Result run(byte[] input, String debianPackage, String... command)
            throws IOException, InterruptedException {
        Path stdin =
                Files.createTempFile("exposition-" + ProcessHandle.current().pid(), ".txt");
        try {
            Files.write(stdin, input);
            Process tool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(stdin.toFile())
                    .start();
            String output = new String(tool.getInputStream().readAllBytes(), US_ASCII);
            return new Result(tool.waitFor(), output);
        } catch (IOException noSuchProgram) {
            throw missing(debianPackage);
        } finally {
            Files.delete(stdin);
        }
    }

    private static AssertionError missing(String debianPackage) {
        return new AssertionError(
                "this test needs " + debianPackage + "; as root, type: apt-get install -y " + debianPackage);
    }
}
