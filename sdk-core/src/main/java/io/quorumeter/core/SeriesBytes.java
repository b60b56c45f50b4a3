package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.spi.FamilyDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * What a series takes when it begins, in bytes, estimated for a 64-bit JVM with compressed references: the cell, its place in the
 * family and the registry, and its share of the snapshots' columns. A counter's words come on top when threads count, a histogram's
 * pages when values fall into them.
 */
final class SeriesBytes {
    private static final long PLACE = 360;
    private static final long COUNTER = 40;
    private static final long BUSY_TIME = 240;
    private static final long GAUGE = 48;
    private static final long HISTOGRAM = 120;
    private static final long SUMMARY = 400;
    private static final long LABEL = 48;

    private SeriesBytes() {}

    static long of(FamilyDeclaration declaration, Labels labels) {
        long bytes = of(declaration.kind(), labels.size());
        for (int i = 0; i < labels.size(); i++) {
            bytes += of(labels.value(i));
        }
        return bytes;
    }

    /** The bytes of a label value's characters, up to where it would be cut: one each, or two when some of them are not Latin. */
    static long of(@Nullable String value) {
        if (value == null) {
            return 0;
        }
        int length = Math.min(value.length(), Labels.MAX_VALUE_LENGTH);
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) > 0xFF) {
                return 2L * length;
            }
        }
        return length;
    }

    /** The bytes of a series without the characters of its label values. */
    static long of(FamilyDeclaration.Kind kind, int labels) {
        return PLACE
                + switch (kind) {
                    case COUNTER -> COUNTER;
                    case BUSY_TIME -> BUSY_TIME;
                    case GAUGE, STATE_SET -> GAUGE;
                    case HISTOGRAM, TIMER -> HISTOGRAM;
                    case SUMMARY -> SUMMARY;
                }
                + labels * LABEL;
    }
}
