package io.quorumeter.alerting.channel;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.file.FileValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of a channel as they stand in a file. A key of a secret has two companions: {@code …_file} and {@code …_env}. */
final class Settings {
    private static final List<String> FORMS = List.of("", "_file", "_env");

    private final FileValue place;
    private final Path folder;
    private final List<String> warnings;
    private final Map<String, FileValue> keys;

    /**
     * Reads a map.
     *
     * @param place where it stands
     * @param folder where names of files begin that are relative
     * @param known the keys that may be there
     * @param foreign keys of Alertmanager that have no effect here, about which there is a warning
     * @param warnings takes those
     */
    Settings(FileValue place, Path folder, Set<String> known, Set<String> foreign, List<String> warnings) {
        this.place = place;
        this.folder = folder;
        this.warnings = warnings;
        Set<String> all = new LinkedHashSet<>(known);
        all.addAll(foreign);
        this.keys = place.map(all);
        keys.forEach((key, value) -> {
            if (foreign.contains(key) && !value.isAbsent()) {
                warnings.add(value.wrong("has no effect here").getMessage());
            }
        });
    }

    /** The keys of a list of words, of which those that end with {@code *} are secrets. */
    static Set<String> keys(String words) {
        Set<String> keys = new LinkedHashSet<>();
        for (String word : words.split(" ", -1)) {
            if (word.endsWith("*")) {
                FORMS.forEach(form -> keys.add(word.substring(0, word.length() - 1) + form));
            } else if (!word.isEmpty()) {
                keys.add(word);
            }
        }
        return keys;
    }

    /** The settings below a key; none if there is no such key. */
    Settings below(String key, Set<String> known, Set<String> foreign) {
        return new Settings(keys.getOrDefault(key, FileValue.absent()), folder, known, foreign, warnings);
    }

    boolean has(String key) {
        FileValue value = keys.get(key);
        return value != null && !value.isAbsent();
    }

    Optional<FileValue> value(String key) {
        return Optional.ofNullable(keys.get(key)).filter(value -> !value.isAbsent());
    }

    Optional<String> text(String key) {
        return value(key).map(FileValue::text).filter(text -> !text.isEmpty());
    }

    boolean truth(String key, boolean otherwise) {
        return value(key).map(FileValue::truth).orElse(otherwise);
    }

    Optional<Path> file(String key) {
        return text(key).map(folder::resolve);
    }

    /** The first of some secrets that is there. */
    Optional<Secret> secret(String... names) {
        List<Secret> found = new ArrayList<>();
        for (String name : names) {
            value(name).ifPresent(value -> found.add(Secret.literal(name, value.text())));
            file(name + "_file").ifPresent(file -> found.add(Secret.file(name + "_file", file)));
            text(name + "_env").ifPresent(variable -> found.add(Secret.environment(name + "_env", variable)));
        }
        if (found.size() > 1) {
            throw wrong("has more than one of " + String.join(", ", keys(String.join("* ", names) + "*")));
        }
        return found.stream().findFirst();
    }

    Secret required(String name) {
        return secret(name).orElseThrow(() -> wrong("one of " + String.join(", ", keys(name + "*")) + " is missing"));
    }

    Duration duration(String key, Duration otherwise) {
        return value(key)
                .map(FileValue::millis)
                .map(Duration::ofMillis)
                .filter(duration -> !duration.isZero())
                .orElse(otherwise);
    }

    FileException wrong(String problem) {
        return place.wrong(problem);
    }
}
