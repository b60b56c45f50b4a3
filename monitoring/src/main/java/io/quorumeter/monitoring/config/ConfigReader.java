package io.quorumeter.monitoring.config;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.file.FileValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a configuration and collects all of its mistakes. */
final class ConfigReader {
    private static final long LONGEST = 1 << 20;
    private static final Map<String, Key> KEYS = Keys.ALL.stream().collect(Collectors.toMap(Key::path, key -> key));
    private static final Map<String, Key> VARIABLES =
            Keys.ALL.stream().collect(Collectors.toMap(Key::variable, key -> key));

    private final Path file;
    private final Draft draft;
    private final List<String> mistakes = new ArrayList<>();

    ConfigReader(Path file) {
        this.file = file;
        this.draft = new Draft(file.toAbsolutePath().resolveSibling(""));
    }

    MonitoringConfig read(Map<String, String> environment) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new FileException(List.of(file + ": has more than " + LONGEST + " bytes, so it is no configuration"));
        }
        String text = Files.readString(file);
        String name = file.toString();
        section("", name.endsWith(".toml") ? FileValue.readToml(name, text) : FileValue.read(name, text));
        new TreeMap<>(environment).forEach(this::variable);
        draft.named.forEach(value -> attempt(() -> Keys.checkReceivers(draft, value)));
        MonitoringConfig config = mistakes.isEmpty() ? attempt() : null;
        if (config == null) {
            throw new FileException(mistakes);
        }
        return config;
    }

    /** What no single key says may be wrong, too. */
    private @Nullable MonitoringConfig attempt() {
        try {
            return draft.finished();
        } catch (IllegalArgumentException wrong) {
            mistakes.add(file + ": " + wrong.getMessage());
            return null;
        }
    }

    private void section(String path, FileValue value) {
        Set<String> known = below(path);
        attempt(() -> value.map()
                .forEach((name, below) -> attempt(() -> {
                    String full = path.isEmpty() ? name : path + "." + name;
                    Key key = KEYS.get(full);
                    if (!known.contains(name)) {
                        throw below.unknown(name, known);
                    }
                    if (key == null) {
                        section(full, below);
                    } else if (!below.isAbsent()) {
                        key.read(draft, below);
                    }
                })));
    }

    private void variable(String name, String text) {
        if (!Key.isVariable(name)) {
            return;
        }
        attempt(() -> {
            FileValue value = FileValue.of(name, text);
            Key key = VARIABLES.get(name);
            if (key == null) {
                throw value.unknown(name, VARIABLES.keySet());
            }
            key.read(draft, value);
        });
    }

    private void attempt(Runnable reading) {
        try {
            reading.run();
        } catch (FileException wrong) {
            mistakes.addAll(wrong.mistakes());
        }
    }

    /** The names of keys and sections that a section may have. */
    private static Set<String> below(String section) {
        String prefix = section.isEmpty() ? "" : section + ".";
        Set<String> names = new LinkedHashSet<>();
        for (Key key : Keys.ALL) {
            if (key.path().startsWith(prefix)) {
                names.add(key.path().substring(prefix.length()).split("\\.", 2)[0]);
            }
        }
        return names;
    }
}
