package io.quorumeter.core;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What kind of number somebody gave. */
final class Numbers {
    private Numbers() {}

    /** Whether the number is a {@code long} without loss. */
    static boolean isWhole(Number value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof AtomicLong
                || value instanceof AtomicInteger
                || value instanceof LongAdder
                || (value instanceof BigInteger big && big.bitLength() < Long.SIZE);
    }
}
