package io.quorumeter.monitoring.system;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A file of the kernel that is read again and again through one descriptor, which is opened again now and then, lest the file was replaced.
 * What cannot be read gives no values and is counted, unless it was never there and need not be; a file that cannot be opened is left out
 * for some readings. Not safe from several threads.
 */
final class KernelFile {
    private static final int READS_LEFT_OUT = 60;
    private static final int READS_OF_A_DESCRIPTOR = 60;

    private final File path;
    private final Scan scan;
    private final LongAdder failures;
    private final boolean isExpected;
    private @Nullable RandomAccessFile file;
    private int toLeaveOut;
    private int reads;

    /** @param isExpected whether every kernel has it, so that it is a failure when it is missing */
    KernelFile(File path, Scan scan, LongAdder failures, boolean isExpected) {
        this.path = path;
        this.scan = scan;
        this.failures = failures;
        this.isExpected = isExpected;
    }

    /** Reads the text to be scanned; false when there is none. */
    boolean read() {
        scan.clear();
        if (toLeaveOut > 0) {
            toLeaveOut--;
            return false;
        }
        reads++;
        if (reads % READS_OF_A_DESCRIPTOR == 0) {
            close();
        }
        RandomAccessFile open = file;
        try {
            if (open == null) {
                open = new RandomAccessFile(path, "r");
                file = open;
            } else {
                open.seek(0);
            }
            if (scan.fill(open)) {
                return true;
            }
            malformed();
        } catch (IOException unreadable) {
            if (open != null || isExpected || path.exists()) {
                malformed();
            }
            toLeaveOut = open == null ? READS_LEFT_OUT : 0; // an open one has gone, and may have come back
            close();
        }
        return false;
    }

    /** Counts a text that makes no sense. */
    void malformed() {
        failures.increment();
    }

    /** The text that was read. */
    Scan text() {
        return scan;
    }

    void close() {
        RandomAccessFile open = file;
        file = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException gone) {
            // there is nothing left to close
        }
    }
}
