package io.quorumeter.consensus;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An immutable set of validators, by their index in the validator set: who signed a certificate. Two sets of two
 * conflicting certificates intersect in those who signed both.
 */
public final class Signers {
    private static final Signers EMPTY = new Signers(new long[0]);

    private final long[] words;
    private final int size;

    private Signers(long[] words) {
        int used = words.length;
        while (used > 0 && words[used - 1] == 0) {
            used--;
        }
        this.words = used == words.length ? words : Arrays.copyOf(words, used);
        this.size = Arrays.stream(this.words).mapToInt(Long::bitCount).sum();
    }

    /**
     * The empty set.
     *
     * @return nobody
     */
    public static Signers none() {
        return EMPTY;
    }

    /**
     * The set of the given validators.
     *
     * @param validators indices from 0; one that appears twice is held once
     * @return the set
     * @throws IndexOutOfBoundsException when an index is negative
     */
    public static Signers of(int... validators) {
        int highest = -1;
        for (int validator : validators) {
            if (validator < 0) {
                throw new IndexOutOfBoundsException("a validator has an index from 0, not " + validator);
            }
            highest = Math.max(highest, validator);
        }
        long[] words = new long[(highest >> 6) + 1];
        for (int validator : validators) {
            words[validator >> 6] |= 1L << validator;
        }
        return new Signers(words);
    }

    /**
     * How many validators are in the set.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }

    /**
     * Whether a validator is in the set.
     *
     * @param validator any number
     * @return false also for a negative number
     */
    public boolean contains(int validator) {
        int word = validator >> 6;
        return word >= 0 && word < words.length && (words[word] & 1L << validator) != 0;
    }

    /**
     * The highest index in the set.
     *
     * @return −1 for the empty set
     */
    public int highest() {
        return words.length == 0 ? -1 : words.length * 64 - 1 - Long.numberOfLeadingZeros(words[words.length - 1]);
    }

    /** Validators 64 i to 64 i + 63, as bits. */
    long word(int i) {
        return i < words.length ? words[i] : 0;
    }

    /**
     * Those who are in both sets.
     *
     * @param other another set
     * @return the intersection
     */
    public Signers and(Signers other) {
        long[] both = Arrays.copyOf(words, Math.min(words.length, other.words.length));
        for (int i = 0; i < both.length; i++) {
            both[i] &= other.words[i];
        }
        return new Signers(both);
    }

    /**
     * The indices in ascending order.
     *
     * @return a stream of as many numbers as {@link #size()} says
     */
    public IntStream stream() {
        return IntStream.rangeClosed(0, highest()).filter(this::contains);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signers that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** The indices in ascending order, as a list prints them. */
    @Override
    public String toString() {
        return Arrays.toString(stream().toArray());
    }
}
