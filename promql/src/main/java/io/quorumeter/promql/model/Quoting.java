package io.quorumeter.promql.model;

/** Text in double quotes, with escapes that every version of the language reads. */
public final class Quoting {
    private Quoting() {}

    /**
     * {@return the text in double quotes; control characters are escaped, all others stand as they are}
     *
     * @param text the text without quotes and escapes
     */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
