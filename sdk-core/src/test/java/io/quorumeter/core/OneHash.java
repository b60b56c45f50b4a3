package io.quorumeter.core;

import java.util.ArrayList;
import java.util.List;

/** Strings that all have the same {@code hashCode}, as anybody can make them. */
final class OneHash {
    private OneHash() {}

    /** So many of them, each different. */
    static List<String> strings(int count) {
        int blocks = Integer.SIZE - Integer.numberOfLeadingZeros(count);
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int b = 0; b < blocks; b++) {
                text.append((i >> b & 1) == 0 ? "Aa" : "BB");
            }
            strings.add(text.toString());
        }
        return strings;
    }
}
