package io.quorumeter.consensus;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes the protocol that a replica speaks: variant, validators and their powers, the delivery bound Δ and the style
 * of time-outs. It decides which invariants are checked and how buckets lie. Immutable: each method with an argument
 * gives a changed copy.
 *
 * <pre>{@code
 * Protocol.basic().replicas(4).ownIndex(2).delta(Duration.ofMillis(50))
 * }</pre>
 */
public final class Protocol {
    /** The most validators that a set may have. */
    public static final int MAX_REPLICAS = 100_000;

    private final ProtocolVariant variant;
    private final TimeoutStyle timeoutStyle;
    private final long[] powers;
    private final long totalPower;
    private final boolean isSizeSaid;
    private final Duration delta;
    private final int ownIndex;
    private final String version;
    private final boolean justifySigned;
    private final List<String> keys;

    private Protocol(
            ProtocolVariant variant,
            TimeoutStyle timeoutStyle,
            long[] powers,
            boolean isSizeSaid,
            Duration delta,
            int ownIndex,
            String version,
            boolean justifySigned,
            List<String> keys) {
        this.variant = variant;
        this.timeoutStyle = timeoutStyle;
        this.powers = powers;
        this.totalPower = sum(powers);
        this.delta = delta;
        this.ownIndex = ownIndex;
        this.version = version;
        this.justifySigned = justifySigned;
        this.keys = keys;
        this.isSizeSaid = isSizeSaid;
        if (isSizeSaid) {
            checkSize();
        }
    }

    /** Refuses an own index or keys that do not fit the size of the set, in whatever order they were said. */
    private void checkSize() {
        if (ownIndex >= powers.length) {
            throw new IllegalArgumentException("ownIndex: " + ownIndex + " is not in a set of " + set());
        }
        if (!keys.isEmpty() && keys.size() != powers.length) {
            throw new IllegalArgumentException("keys: " + keys.size() + " were given for " + set());
        }
    }

    private String set() {
        return powers.length + " validators" + (isSizeSaid ? "" : ", the default; say replicas or powers");
    }

    /**
     * The basic variant, with two voting phases in a view.
     *
     * @return four replicas of equal power, Δ of 100 ms, time-outs by wishes, own index not set
     */
    public static Protocol basic() {
        return of(ProtocolVariant.BASIC);
    }

    /**
     * The pipelined variant, with one voting phase in a view.
     *
     * @return four replicas of equal power, Δ of 100 ms, time-outs by wishes, own index not set
     */
    public static Protocol pipelined() {
        return of(ProtocolVariant.PIPELINED);
    }

    private static Protocol of(ProtocolVariant variant) {
        return new Protocol(
                variant, TimeoutStyle.WISH, equal(4), false, Duration.ofMillis(100), -1, "1", true, List.of());
    }

    /**
     * Sets the number of validators, each with a power of 1.
     *
     * @param count 1 to {@value #MAX_REPLICAS}
     * @return a changed copy
     * @throws IllegalArgumentException when the count is out of range, or below the own index
     */
    public Protocol replicas(int count) {
        if (count < 1 || count > MAX_REPLICAS) {
            throw new IllegalArgumentException("replicas: " + count + " is not from 1 to " + MAX_REPLICAS);
        }
        return with(equal(count));
    }

    /**
     * Sets the validators by their voting powers.
     *
     * @param powers one positive power for each of 1 to {@value #MAX_REPLICAS} validators, by index; copied
     * @return a changed copy
     * @throws IllegalArgumentException when there are none or too many, one is not positive, or their sum overflows
     */
    public Protocol powers(long... powers) {
        if (requireNonNull(powers, "powers").length < 1 || powers.length > MAX_REPLICAS) {
            throw new IllegalArgumentException("powers: " + powers.length + " given, not 1 to " + MAX_REPLICAS);
        }
        for (int i = 0; i < powers.length; i++) {
            if (powers[i] < 1) {
                throw new IllegalArgumentException("powers: validator " + i + " has " + powers[i] + ", below 1");
            }
        }
        return with(powers.clone());
    }

    /**
     * Sets Δ, within which every message arrives while the network is calm.
     *
     * @param delta longer than zero, at most one hour
     * @return a changed copy
     * @throws IllegalArgumentException when out of range
     */
    public Protocol delta(Duration delta) {
        if (requireNonNull(delta, "delta").isZero() || delta.isNegative() || delta.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("delta: " + delta + " is not above zero and at most one hour");
        }
        return new Protocol(variant, timeoutStyle, powers, isSizeSaid, delta, ownIndex, version, justifySigned, keys);
    }

    /**
     * Says which validator this replica is.
     *
     * @param index 0 to {@link #replicas()} − 1, or −1 for one that is not in the set
     * @return a changed copy
     * @throws IllegalArgumentException when out of range
     */
    public Protocol ownIndex(int index) {
        if (index < -1 || index >= MAX_REPLICAS) {
            throw new IllegalArgumentException(
                    "ownIndex: " + index + " is not from 0 to " + (MAX_REPLICAS - 1) + " (-1 for none)");
        }
        return new Protocol(variant, timeoutStyle, powers, isSizeSaid, delta, index, version, justifySigned, keys);
    }

    /**
     * Sets how views are left that make no progress.
     *
     * @param style by wishes or by broadcast
     * @return a changed copy
     */
    public Protocol timeoutStyle(TimeoutStyle style) {
        return new Protocol(
                variant,
                requireNonNull(style, "style"),
                powers,
                isSizeSaid,
                delta,
                ownIndex,
                version,
                justifySigned,
                keys);
    }

    /**
     * Names the version of the protocol, which tells nodes apart while a network is upgraded.
     *
     * @param name any short text, "1" unless set
     * @return a changed copy
     */
    public Protocol version(String name) {
        return new Protocol(
                variant,
                timeoutStyle,
                powers,
                isSizeSaid,
                delta,
                ownIndex,
                requireNonNull(name, "name"),
                justifySigned,
                keys);
    }

    /**
     * Says whether validators sign the view of the justifying certificate with their votes, as they should: then a later vote with a lower
     * one proves that its signer broke its lock. Where they do not, votes are told with a justify of −1, and those inside certificates
     * accuse nobody of that, because a leader may have sent one block with two certificates.
     *
     * @param signed true unless set
     * @return a changed copy
     */
    public Protocol justifySigned(boolean signed) {
        return new Protocol(variant, timeoutStyle, powers, isSizeSaid, delta, ownIndex, version, signed, keys);
    }

    /**
     * Names the validators by what they sign with, as {@link ValidatorSetChange#keys()} does for later sets. Evidence then accuses a key,
     * which stays the same when the set changes, and not only an index; and series of single validators are named by their keys.
     *
     * @param keys a stable name of each validator, its public key in text; the position is the validator's index
     * @return a changed copy
     * @throws IllegalArgumentException when there are more or fewer than validators, or two have the same, not empty, key
     */
    public Protocol keys(List<String> keys) {
        return new Protocol(
                variant, timeoutStyle, powers, isSizeSaid, delta, ownIndex, version, justifySigned, distinct(keys));
    }

    /** A copy of what is given for each validator, of which none is null. */
    static <T> List<T> copy(String what, List<T> given) {
        for (int i = 0; i < requireNonNull(given, what).size(); i++) {
            if (given.get(i) == null) {
                throw new NullPointerException(what + ": that of validator " + i);
            }
        }
        return List.copyOf(given);
    }

    /** A copy of the validators' keys, of which no two are the same but empty ones. */
    static List<String> distinct(List<String> keys) {
        List<String> copy = copy("keys", keys);
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < copy.size(); i++) {
            String key = copy.get(i);
            Integer other = key.isEmpty() ? null : indexes.put(key, i);
            if (other != null) {
                throw new IllegalArgumentException(
                        "keys: validators " + other + " and " + i + " have the same key '" + key + "'");
            }
        }
        return copy;
    }

    /**
     * Basic or pipelined.
     *
     * @return the variant
     */
    public ProtocolVariant variant() {
        return variant;
    }

    /**
     * How views are left that make no progress.
     *
     * @return the style of time-outs
     */
    public TimeoutStyle timeoutStyle() {
        return timeoutStyle;
    }

    /**
     * How many validators there are.
     *
     * @return n, at least 1
     */
    public int replicas() {
        checkSize();
        return powers.length;
    }

    /**
     * How many replicas of equal power may be faulty.
     *
     * @return f = ⌊(n − 1) / 3⌋
     */
    public int faults() {
        return (powers.length - 1) / 3;
    }

    /**
     * The voting power of a validator.
     *
     * @param validator its index
     * @return at least 1
     * @throws IndexOutOfBoundsException when there is no such validator
     */
    public long power(int validator) {
        return powers[validator];
    }

    /**
     * The voting power of all validators.
     *
     * @return the sum of their powers
     */
    public long totalPower() {
        return totalPower;
    }

    /**
     * The voting power that a certificate needs.
     *
     * @return total − ⌊(total − 1) / 3⌋, which is n − f for equal powers of 1
     */
    public long quorumPower() {
        return totalPower - (totalPower - 1) / 3;
    }

    /**
     * The bound within which messages arrive while the network is calm.
     *
     * @return Δ
     */
    public Duration delta() {
        return delta;
    }

    /**
     * Which validator this replica is.
     *
     * @return its index, −1 when it is none
     */
    public int ownIndex() {
        checkSize();
        return ownIndex;
    }

    /**
     * The version of the protocol.
     *
     * @return what was set, else "1"
     */
    public String version() {
        return version;
    }

    /**
     * Whether validators sign the view of the justifying certificate with their votes.
     *
     * @return true unless set otherwise
     */
    public boolean isJustifySigned() {
        return justifySigned;
    }

    /**
     * What the validators sign with.
     *
     * @return a key for each validator, by index; empty unless set
     */
    public List<String> keys() {
        return keys;
    }

    private Protocol with(long[] newPowers) {
        return new Protocol(variant, timeoutStyle, newPowers, true, delta, ownIndex, version, justifySigned, keys);
    }

    private static long[] equal(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static long sum(long[] powers) {
        long total = 0;
        for (long power : powers) {
            total += power;
            if (total < 0) {
                throw new IllegalArgumentException("powers: their sum is above " + Long.MAX_VALUE);
            }
        }
        return total;
    }

    @Override
    public String toString() {
        return "Protocol[" + variant + ", replicas=" + powers.length + ", quorumPower=" + quorumPower() + ", delta="
                + delta + ", ownIndex=" + ownIndex + ", timeoutStyle=" + timeoutStyle + "]";
    }
}
