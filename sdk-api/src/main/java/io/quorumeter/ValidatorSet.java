package io.quorumeter;

import io.quorumeter.spi.ClosableScope;
import io.quorumeter.spi.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The validators of one epoch, by index: the scope of the series that have one per validator.
 *
 * <p>Pass it to {@code by("validator", …)}. When the epoch ends, {@link #close()} it and declare the family again with the next set: the
 * old epoch's series leave the exposition, and a record that still arrives on an old instrument can no longer be mistaken for another
 * validator's. Immutable except for being closed; safe from any thread.
 */
public final class ValidatorSet implements Scope, AutoCloseable {
    /** The label value of validators that have no series of their own. */
    static final String OTHER = Members.OTHER;

    private final List<String> names;
    private final ClosableScope epoch = new ClosableScope();

    private ValidatorSet(List<String> names) {
        this.names = List.copyOf(names);
    }

    /**
     * Returns a set whose validator {@code i} is shown as the decimal number {@code i}.
     *
     * @param size how many validators, 1 or more
     * @return the set, open
     * @throws IllegalArgumentException when {@code size} is not positive
     */
    public static ValidatorSet ofSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a validator set needs at least one member, not " + size);
        }
        return new ValidatorSet(
                IntStream.range(0, size).mapToObj(Integer::toString).toList());
    }

    /**
     * Returns a set with a name for each index, for example the first eight hex digits of each public key.
     *
     * @param names the validators' names by index, kept as {@link Labels} keep a value
     * @return the set, open
     * @throws IllegalArgumentException when there is no name, one comes twice, or one is {@code other}
     */
    public static ValidatorSet of(List<String> names) {
        List<String> kept = names.stream().map(Labels::kept).toList();
        Set<String> seen = new HashSet<>();
        for (String name : kept) {
            if (name.equals(OTHER)) {
                throw new IllegalArgumentException(
                        "no validator can be called '" + OTHER + "', which stands for all that are not in the set");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("validator '" + Labels.printable(name) + "' is in the set twice");
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("a validator set needs at least one member");
        }
        return new ValidatorSet(kept);
    }

    /**
     * Returns a set whose validators are named by the {@linkplain ValidatorId#shortForm short forms} of their public keys, so that they
     * have the same names wherever they are shown; by their indices when the short forms do not distinguish them.
     *
     * @param keys a stable name of each validator, its public key in text, by index
     * @return the set, open
     * @throws IllegalArgumentException when there is none
     */
    public static ValidatorSet ofKeys(List<String> keys) {
        List<String> names =
                keys.stream().map(key -> new ValidatorId(key).shortForm()).toList();
        Set<String> different = new HashSet<>(names);
        boolean usable = different.size() == names.size() && !different.contains(OTHER) && !different.contains("");
        return usable ? of(names) : ofSize(keys.size());
    }

    /** {@return how many validators there are, n} */
    public int size() {
        return names.size();
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
