package io.quorumeter.testkit.metrics;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, by lines: the longest common subsequence stays, with a few lines around each change. */
final class LineDiff {
    private static final int AROUND = 2;
    private static final int SHOWN = 80;
    private static final int LARGEST = 4_000_000;

    private LineDiff() {}

    /** Lines with {@code -}, {@code +} or a space before them, and {@code …} where lines are left out. */
    static List<String> between(List<String> expected, List<String> actual) {
        int start = 0;
        while (start < expected.size()
                && start < actual.size()
                && expected.get(start).equals(actual.get(start))) {
            start++;
        }
        int end = 0;
        while (end < expected.size() - start
                && end < actual.size() - start
                && expected.get(expected.size() - 1 - end).equals(actual.get(actual.size() - 1 - end))) {
            end++;
        }
        List<String> all = new ArrayList<>();
        expected.subList(0, start).forEach(line -> all.add("  " + line));
        all.addAll(changes(expected.subList(start, expected.size() - end), actual.subList(start, actual.size() - end)));
        expected.subList(expected.size() - end, expected.size()).forEach(line -> all.add("  " + line));
        return shortened(all);
    }

    private static List<String> changes(List<String> expected, List<String> actual) {
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        if ((long) expected.size() * actual.size() <= LARGEST) {
            int[][] common = common(expected, actual);
            while (i < expected.size() && j < actual.size()) {
                if (expected.get(i).equals(actual.get(j))) {
                    lines.add("  " + expected.get(i++));
                    j++;
                } else if (common[i + 1][j] >= common[i][j + 1]) {
                    lines.add("- " + expected.get(i++));
                } else {
                    lines.add("+ " + actual.get(j++));
                }
            }
        }
        expected.subList(i, expected.size()).forEach(line -> lines.add("- " + line));
        actual.subList(j, actual.size()).forEach(line -> lines.add("+ " + line));
        return lines;
    }

    /** At each pair of places, how many lines the rests have in common. */
    private static int[][] common(List<String> expected, List<String> actual) {
        int[][] common = new int[expected.size() + 1][actual.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = actual.size() - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).equals(actual.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static List<String> shortened(List<String> all) {
        List<String> shown = new ArrayList<>();
        boolean gap = false;
        for (int i = 0; i < all.size() && shown.size() < SHOWN; i++) {
            if (isNearChange(all, i)) {
                shown.add(all.get(i));
                gap = false;
            } else if (!gap) {
                shown.add("…");
                gap = true;
            }
        }
        if (shown.size() == SHOWN) {
            shown.add("… and more");
        }
        return shown;
    }

    private static boolean isNearChange(List<String> all, int place) {
        for (int i = Math.max(0, place - AROUND); i <= Math.min(all.size() - 1, place + AROUND); i++) {
            if (!all.get(i).startsWith("  ")) {
                return true;
            }
        }
        return false;
    }
}
