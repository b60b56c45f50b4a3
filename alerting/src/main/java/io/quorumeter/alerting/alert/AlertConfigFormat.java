package io.quorumeter.alerting.alert;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * How an {@link AlertConfig} is written as text: one object, of which each key is a setting, such as {@code max_block_time: 10s}. What was
 * written is read back as it was. Reading is strict: an unknown key, one that comes twice and a wrong value are refused; a setting that is
 * left out has its default.
 */
public enum AlertConfigFormat {
    /** JSON, RFC 8259. */
    JSON(JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()),
    /** YAML 1.2. */
    YAML(YAMLMapper.builder().build());

    @SuppressWarnings("ImmutableEnumChecker") // a mapper does not change once it is built
    private final ObjectMapper mapper;

    AlertConfigFormat(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Writes all settings.
     *
     * @param config the settings
     * @return the text
     */
    public String write(AlertConfig config) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (AlertSetting setting : AlertSetting.values()) {
            plain.put(setting.key(), setting.toPlain(config.get(setting)));
        }
        return mapper.writeValueAsString(plain);
    }

    /**
     * Reads settings.
     *
     * @param text one object
     * @return the settings, with the defaults of those that are left out
     * @throws AlertConfigException when it is something else, naming line and key; when it is not written as it should be, line and column
     */
    public AlertConfig read(String text) {
        try (JsonParser parser = mapper.createParser(text)) {
            return read(parser);
        } catch (JacksonException broken) {
            throw refused(broken);
        }
    }

    private static AlertConfig read(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null && parser.currentToken() == null) {
            return AlertConfig.defaults();
        }
        if (first != JsonToken.START_OBJECT) {
            throw new AlertConfigException(place(parser), "", "settings are one object of keys and values");
        }
        AlertConfig config = AlertConfig.defaults();
        Set<AlertSetting> seen = EnumSet.noneOf(AlertSetting.class);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String place = place(parser);
            AlertSetting setting = setting(parser.currentName(), place);
            if (!seen.add(setting)) {
                throw new AlertConfigException(place, setting.key(), "is there twice");
            }
            parser.nextToken();
            try {
                config = config.with(setting, setting.fromPlain(plain(parser, setting)));
            } catch (AlertConfigException wrong) {
                throw wrong.at(place);
            }
        }
        if (parser.nextToken() != null) {
            throw new AlertConfigException(place(parser), "", "there is more than one object of settings");
        }
        return config;
    }

    private static AlertSetting setting(String key, String place) {
        for (AlertSetting setting : AlertSetting.values()) {
            if (setting.key().equals(key)) {
                return setting;
            }
        }
        String known = Stream.of(AlertSetting.values()).map(AlertSetting::key).collect(Collectors.joining(", "));
        throw new AlertConfigException(place, key, "there is no such setting; there are " + known);
    }

    private static Object plain(JsonParser parser, AlertSetting setting) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser, setting);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new AlertConfigException(setting.key(), "its value is not " + setting.kind().words);
        };
    }

    private static Object whole(JsonParser parser, AlertSetting setting) {
        try {
            return parser.getLongValue();
        } catch (JacksonException tooLarge) {
            throw new AlertConfigException(setting.key(), parser.getString() + " is not " + setting.kind().words);
        }
    }

    /** The parser of YAML says where it stopped, which may be long after the mistake, whose place is in the cause. */
    private AlertConfigException refused(JacksonException broken) {
        if (broken.getCause() instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            Mark at = marked.getProblemMark().get();
            return refused(at.getLine() + 1, at.getColumn() + 1, marked.getProblem());
        }
        TokenStreamLocation at = broken.getLocation();
        return at == null
                ? new AlertConfigException("", "the text is no " + name() + ": " + broken.getOriginalMessage())
                : refused(at.getLineNr(), at.getColumnNr(), broken.getOriginalMessage());
    }

    private AlertConfigException refused(int line, int column, String problem) {
        String place = "line " + line + ", column " + column;
        return new AlertConfigException(place, "", "the text is no " + name() + ": " + problem);
    }

    private static String place(JsonParser parser) {
        return "line " + parser.currentTokenLocation().getLineNr();
    }
}
