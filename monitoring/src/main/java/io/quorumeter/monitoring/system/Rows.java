package io.quorumeter.monitoring.system;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The devices in a file, found by the bytes of their names without a string: as the kernel lists them in the same order each time, the next
 * one is nearly always that which came next the last time. What a reading does not show has gone.
 *
 * @param <T> what is kept of a device
 */
final class Rows<T> {
    private static final int MOST = 1_024;
    private static final int LONGEST_NAME = 64;

    private final Function<String, T> come;
    private final Consumer<T> gone;
    private final List<Row<T>> rows = new ArrayList<>();
    private int next;
    private int reading;

    Rows(Function<String, T> come, Consumer<T> gone) {
        this.come = come;
        this.gone = gone;
    }

    private static final class Row<T> {
        private final byte[] name;
        private final T device;
        private int seen;

        Row(byte[] name, T device) {
            this.name = name;
            this.device = device;
        }

        boolean is(Scan scan) {
            if (scan.wordLength() != name.length) {
                return false;
            }
            for (int i = name.length - 1; i >= 0; i--) {
                if (name[i] != scan.wordByte(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The device that the scanned word names; null when it is no name, or there are too many. */
    @Nullable
    T of(Scan scan) {
        Row<T> row = find(scan);
        if (row == null && rows.size() < MOST && isName(scan)) {
            byte[] name = new byte[scan.wordLength()];
            for (int i = 0; i < name.length; i++) {
                name[i] = scan.wordByte(i);
            }
            row = new Row<>(name, come.apply(scan.wordText()));
            rows.add(next, row);
            next++;
        }
        if (row == null) {
            return null;
        }
        row.seen = reading;
        return row.device;
    }

    private @Nullable Row<T> find(Scan scan) {
        int size = rows.size();
        for (int i = 0; i < size; i++) {
            int index = (next + i) % size;
            Row<T> row = rows.get(index);
            if (row.is(scan)) {
                next = index + 1;
                return row;
            }
        }
        next = Math.min(next, size);
        return null;
    }

    /** Ends a reading: drops what it did not show. */
    void end() {
        int now = reading;
        rows.removeIf(row -> {
            if (row.seen != now) {
                gone.accept(row.device);
            }
            return row.seen != now;
        });
        reading++;
        next = 0;
    }

    private static boolean isName(Scan scan) {
        int length = scan.wordLength();
        for (int i = 0; i < length; i++) {
            byte character = scan.wordByte(i);
            if ((character >= 0 && character <= ' ') || character == '/' || character == 0x7f) {
                return false;
            }
        }
        return length > 0 && length <= LONGEST_NAME;
    }
}
