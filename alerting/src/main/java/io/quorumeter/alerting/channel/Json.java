package io.quorumeter.alerting.channel;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Writes maps, lists and texts as JSON. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static byte[] write(Object plain) {
        return MAPPER.writeValueAsBytes(plain);
    }
}
