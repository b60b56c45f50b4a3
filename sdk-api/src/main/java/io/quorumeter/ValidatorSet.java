package io.quorumeter;

import static java.util.Objects.requireNonNull;

import io.quorumeter.spi.ClosableScope;
import io.quorumeter.spi.Scope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The validators of one epoch, by index: their names, keys and voting powers, the own index, the power of a quorum; and the scope of the
 * series that have one per validator.
 *
 * <pre>{@code
 * ValidatorSet.ofKeys(keys).powers(40, 30, 30).ownIndex(1)
 * }</pre>
 *
 * <p>Pass it to {@code by("validator", …)}. When the epoch ends, {@link #close()} it and declare the family again with the next set: the
 * old epoch's series leave the exposition, and a record that still arrives on an old instrument can no longer be mistaken for another
 * validator's. The bindings of consensus and network close a {@link #copy()} of their own, so that both take the same set.
 *
 * <p>Immutable except for being closed; each method that describes the validators further returns a new set, open. Two sets with the same
 * validators are not equal, since they are two scopes; {@link #isSameAs} compares what they describe. Safe from any thread.
 */
public final class ValidatorSet implements Scope, AutoCloseable {
    private final List<String> names;
    private final List<String> keys;
    private final long[] powers;
    private final long totalPower;
    private final long quorumPower;
    private final int ownIndex;
    private final ClosableScope epoch = new ClosableScope();

    private ValidatorSet(List<String> names, List<String> keys, long[] powers, long quorumPower, int ownIndex) {
        this.names = names;
        this.keys = keys;
        this.powers = powers;
        this.totalPower = LongStream.of(powers).sum();
        this.quorumPower = quorumPower;
        this.ownIndex = ownIndex;
    }

    /**
     * Returns a set whose validator {@code i} is shown as the decimal number {@code i}.
     *
     * @param size how many validators, 1 or more
     * @return the set, open, with a power of 1 for each validator and no own index
     * @throws IllegalArgumentException when {@code size} is not positive
     */
    public static ValidatorSet ofSize(int size) {
        return of(IntStream.range(0, size).mapToObj(Integer::toString).toList());
    }

    /**
     * Returns a set with a name for each index, for example the first eight hex digits of each public key.
     *
     * @param names the validators' names by index, kept as {@link Labels} keep a value
     * @return the set, open, with a power of 1 for each validator and no own index
     * @throws IllegalArgumentException when there is no name, one comes twice, or one is {@code other}
     */
    public static ValidatorSet of(List<String> names) {
        List<String> kept = names.stream().map(Labels::kept).toList();
        Set<String> seen = new HashSet<>();
        for (String name : kept) {
            if (name.equals(Members.OTHER)) {
                throw new IllegalArgumentException("no validator can be called '" + Members.OTHER
                        + "', which stands for all that are not in the set");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("validator '" + Labels.printable(name) + "' is in the set twice");
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("a validator set needs at least one member, not 0");
        }
        long[] ones = kept.stream().mapToLong(name -> 1).toArray();
        return new ValidatorSet(kept, List.of(), ones, 1, -1).powers(ones);
    }

    /**
     * Returns a set whose validators are named by the {@linkplain ValidatorId#shortForm short forms} of their public keys, so that they
     * have the same names wherever they are shown; by their indices when the short forms do not distinguish them. By its key a validator is
     * recognised in the next set, and evidence accuses it.
     *
     * @param keys a stable name of each validator, its public key in text, by index; an empty one is not known
     * @return the set, open, with a power of 1 for each validator and no own index
     * @throws IllegalArgumentException when there is none, or two validators have the same, not empty, key
     */
    public static ValidatorSet ofKeys(List<String> keys) {
        byKey(keys);
        List<String> names =
                keys.stream().map(key -> new ValidatorId(key).shortForm()).toList();
        boolean differ = new HashSet<>(names).size() == names.size();
        ValidatorSet named =
                differ && !names.contains("") && !names.contains(Members.OTHER) ? of(names) : ofSize(keys.size());
        return new ValidatorSet(named.names, List.copyOf(keys), named.powers, named.quorumPower, -1);
    }

    /** Returns the index of each key, of which no two are the same but empty ones. */
    private static Map<String, Integer> byKey(List<String> keys) {
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < requireNonNull(keys, "keys").size(); i++) {
            int index = i;
            String key = requireNonNull(keys.get(i), () -> "keys: that of validator " + index);
            Integer other = indices.put(key, i);
            if (other != null && !key.isEmpty()) {
                throw new IllegalArgumentException("keys: validators " + other + " and " + i + " have the same key '"
                        + Labels.printable(key) + "'");
            }
        }
        return indices;
    }

    /**
     * Returns the same validators with other voting powers, of which a quorum needs total − ⌊(total − 1) / 3⌋.
     *
     * @param powers one positive power for each validator, by index; copied
     * @return a new set, open
     * @throws IllegalArgumentException when there are more or fewer than validators, one is not positive, or their sum overflows
     */
    public ValidatorSet powers(long... powers) {
        if (requireNonNull(powers, "powers").length != size()) {
            throw new IllegalArgumentException("powers: " + powers.length + " given for " + size() + " validators");
        }
        long total = 0;
        for (int i = 0; i < powers.length; i++) {
            if (powers[i] < 1 || powers[i] > Long.MAX_VALUE - total) {
                throw new IllegalArgumentException("powers: validator " + i + " has " + powers[i]
                        + ", not 1 or more with a sum of all up to " + Long.MAX_VALUE);
            }
            total += powers[i];
        }
        return new ValidatorSet(names, keys, powers.clone(), total - (total - 1) / 3, ownIndex);
    }

    /**
     * Returns the same validators, one of which is this node.
     *
     * @param index 0 … n-1; −1 when this node is not in the set
     * @return a new set, open
     * @throws IllegalArgumentException when there is no such validator
     */
    public ValidatorSet ownIndex(int index) {
        if (index < -1 || index >= size()) {
            throw new IllegalArgumentException(
                    "ownIndex: " + index + " is not in a set of " + size() + " validators (-1 for none)");
        }
        return new ValidatorSet(names, keys, powers, quorumPower, index);
    }

    /**
     * Returns the same validators in a protocol whose quorums need another voting power than total − ⌊(total − 1) / 3⌋, which tolerates
     * Byzantine validators: ⌊total / 2⌋ + 1 in one that tolerates crashes only. {@link #powers} sets it again.
     *
     * @param power how much a quorum needs, from 1 to the total power
     * @return a new set, open
     * @throws IllegalArgumentException when it is outside that range
     */
    public ValidatorSet quorumPower(long power) {
        if (power < 1 || power > totalPower) {
            throw new IllegalArgumentException(
                    "quorumPower: " + power + " is not from 1 to " + totalPower + ", the total power");
        }
        return new ValidatorSet(names, keys, powers, power, ownIndex);
    }

    /** {@return a new set, open, of the same validators: a scope of its own for code that ends the epoch by itself} */
    public ValidatorSet copy() {
        return ownIndex(ownIndex);
    }

    /** {@return how many validators there are, n} */
    public int size() {
        return powers.length;
    }

    /**
     * Returns the name of a validator.
     *
     * @param index 0 … n-1
     * @return the value of its label
     * @throws IndexOutOfBoundsException when there is no such index
     */
    public String name(int index) {
        return names.get(index);
    }

    /** {@return the validators' public keys by index; empty when the set was described without} */
    public List<String> keys() {
        return keys;
    }

    /**
     * Returns whether there is a validator with this index.
     *
     * @param index any number
     * @return whether it is from 0 to n-1
     */
    public boolean contains(int index) {
        return index >= 0 && index < powers.length;
    }

    /**
     * Returns the voting power of a validator.
     *
     * @param index any number
     * @return at least 1; 0 for an index that no validator has
     */
    public long power(int index) {
        return contains(index) ? powers[index] : 0;
    }

    /** {@return the voting power of all validators} */
    public long totalPower() {
        return totalPower;
    }

    /** {@return the voting power that a quorum needs, from 1 to the total power} */
    public long quorumPower() {
        return quorumPower;
    }

    /** {@return which validator this node is; −1 when it is none of them} */
    public int ownIndex() {
        return ownIndex;
    }

    /**
     * Returns which index each of these validators has in another set: that of its key or, where one of the sets has no keys, the same.
     *
     * @param other the set before or after this one
     * @return an index in the other set for each index in this one, −1 for a validator that is not in it
     */
    public int[] indicesIn(ValidatorSet other) {
        Map<String, Integer> known = byKey(other.keys);
        boolean byKey = !keys.isEmpty() && !known.isEmpty();
        return IntStream.range(0, size())
                .map(index -> byKey ? known.getOrDefault(keys.get(index), -1) : other.contains(index) ? index : -1)
                .toArray();
    }

    /**
     * Returns whether another set describes the same: names, keys and powers by index, own index and quorum power.
     *
     * @param other another set; whether it is closed does not matter
     * @return whether the two differ in nothing but their scopes
     */
    public boolean isSameAs(ValidatorSet other) {
        return ownIndex == other.ownIndex
                && quorumPower == other.quorumPower
                && Arrays.equals(powers, other.powers)
                && keys.equals(other.keys)
                && names.equals(other.names);
    }

    /** {@return whether the epoch has ended} */
    @Override
    public boolean isClosed() {
        return epoch.isClosed();
    }

    /** Ends the epoch: series of this set are left out of every snapshot from now on, and their memory is given back. */
    @Override
    public void close() {
        epoch.close();
    }

    @Override
    public void onClose(Runnable action) {
        epoch.onClose(action);
    }
}
