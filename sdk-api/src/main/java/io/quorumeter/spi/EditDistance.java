package io.quorumeter.spi;

/** Measures how much two words differ, for messages that suggest the most similar name. */
public final class EditDistance {
    private EditDistance() {}

    /**
     * Counts the characters to insert, delete or replace that turn one word into the other (Levenshtein).
     *
     * @param one a word
     * @param other another one
     * @return 0 for the same word, at most the length of the longer one
     */
    public static int between(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
