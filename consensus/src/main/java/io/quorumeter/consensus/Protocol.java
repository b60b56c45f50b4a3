package io.quorumeter.consensus;

import static java.util.Objects.requireNonNull;

import io.quorumeter.ValidatorSet;
import java.time.Duration;

/**
 * Describes the protocol that a replica speaks: variant, first validator set, the delivery bound Δ and the style of time-outs. It decides
 * which invariants are checked and how buckets lie. Immutable: each method with an argument gives a changed copy.
 *
 * <pre>{@code
 * Protocol.basic().replicas(4).ownIndex(2).delta(Duration.ofMillis(50))
 * Protocol.basic().validators(ValidatorSet.ofKeys(keys).powers(powers).ownIndex(2))
 * }</pre>
 */
public final class Protocol {
    /** The most validators that a set may have. */
    public static final int MAX_REPLICAS = 100_000;

    private final ProtocolVariant variant;
    private final ValidatorSet validators;
    private final TimeoutStyle timeoutStyle;
    private final Duration delta;
    private final String version;
    private final boolean justifySigned;

    private Protocol(
            ProtocolVariant variant,
            ValidatorSet validators,
            TimeoutStyle timeoutStyle,
            Duration delta,
            String version,
            boolean justifySigned) {
        this.variant = variant;
        this.validators = validators;
        this.timeoutStyle = timeoutStyle;
        this.delta = delta;
        this.version = version;
        this.justifySigned = justifySigned;
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
        return new Protocol(variant, ValidatorSet.ofSize(4), TimeoutStyle.WISH, Duration.ofMillis(100), "1", true);
    }

    /**
     * Sets the first validator set and which of it this replica is.
     *
     * @param set 1 to {@value #MAX_REPLICAS} validators; it stays open
     * @return a changed copy
     * @throws IllegalArgumentException when there are too many
     */
    public Protocol validators(ValidatorSet set) {
        if (requireNonNull(set, "set").size() > MAX_REPLICAS) {
            throw new IllegalArgumentException("validators: " + set.size() + " given, not 1 to " + MAX_REPLICAS);
        }
        return new Protocol(variant, set, timeoutStyle, delta, version, justifySigned);
    }

    /**
     * Sets the first validator set by its size: no keys, and a power of 1 for each validator. The own index stays.
     *
     * @param count 1 to {@value #MAX_REPLICAS}
     * @return a changed copy
     * @throws IllegalArgumentException when the count is out of range, or not above the own index
     */
    public Protocol replicas(int count) {
        if (count < 1 || count > MAX_REPLICAS) {
            throw new IllegalArgumentException("replicas: " + count + " is not from 1 to " + MAX_REPLICAS);
        }
        return validators(ValidatorSet.ofSize(count).ownIndex(ownIndex()));
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
        return new Protocol(variant, validators, timeoutStyle, delta, version, justifySigned);
    }

    /**
     * Says which of the validators this replica is. Set them first: until then there are four.
     *
     * @param index 0 to {@link #replicas()} − 1, or −1 for one that is not in the set
     * @return a changed copy
     * @throws IllegalArgumentException when there is no such validator
     */
    public Protocol ownIndex(int index) {
        return validators(validators.ownIndex(index));
    }

    /**
     * Sets how views are left that make no progress.
     *
     * @param style by wishes or by broadcast
     * @return a changed copy
     */
    public Protocol timeoutStyle(TimeoutStyle style) {
        return new Protocol(variant, validators, requireNonNull(style, "style"), delta, version, justifySigned);
    }

    /**
     * Names the version of the protocol, which tells nodes apart while a network is upgraded.
     *
     * @param name any short text, "1" unless set
     * @return a changed copy
     */
    public Protocol version(String name) {
        return new Protocol(variant, validators, timeoutStyle, delta, requireNonNull(name, "name"), justifySigned);
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
        return new Protocol(variant, validators, timeoutStyle, delta, version, signed);
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
     * The first validator set.
     *
     * @return what was set, else four validators of equal power
     */
    public ValidatorSet validators() {
        return validators;
    }

    /**
     * How many validators there are in the first set.
     *
     * @return n, at least 1
     */
    public int replicas() {
        return validators.size();
    }

    /**
     * How many replicas of equal power may be faulty.
     *
     * @return f = ⌊(n − 1) / 3⌋
     */
    public int faults() {
        return (replicas() - 1) / 3;
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
     * Which validator of the first set this replica is.
     *
     * @return its index, −1 when it is none
     */
    public int ownIndex() {
        return validators.ownIndex();
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

    @Override
    public String toString() {
        return "Protocol[" + variant + ", replicas=" + replicas() + ", quorumPower=" + validators.quorumPower()
                + ", delta=" + delta + ", ownIndex=" + ownIndex() + ", timeoutStyle=" + timeoutStyle + "]";
    }
}
