package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.CommitPath;
import org.jspecify.annotations.Nullable;

/**
 * What a replica asks of the world, in order, from inside its own methods. A driver carries each request out at once or
 * queues it, but never calls the replica back from inside, and never throws.
 *
 * <p>Writing: the {@code persist…} methods hand data over; {@link #sync()} makes everything handed over before it durable,
 * and only when it succeeded do messages follow that depend on it. One {@code sync} covers all writes of one input.
 */
public interface Effects {
    /**
     * Replaces the safety state on disk at the next sync.
     *
     * @param state the new state
     */
    void persistSafety(SafetyState state);

    /**
     * Adds an uncommitted block to what a restart finds ({@link RestoredState#uncommitted()}).
     *
     * @param block a block that the replica is about to vote for, or fetched
     */
    void persistBlock(Block block);

    /**
     * Adds a block to the committed chain. Uncommitted blocks of its height or below may be dropped from disk.
     *
     * @param block the block, of the height after the last
     * @param certificate its double certificate; null when it is committed as the ancestor of another
     */
    void persistCommit(Block block, @Nullable Certificate certificate);

    /**
     * Makes durable what was persisted so far.
     *
     * @return how long it took in nanoseconds, 0 or more; negative when it failed: then nothing that depends on it is sent,
     *     and the next sync has to make durable what this one did not
     */
    long sync();

    /**
     * Reads the clock again within an input, after work that takes time: a validation, a sync, the write of a committed block.
     *
     * @param input the time that was read before
     * @return that time in virtual time, where an input is handled at one instant; in real time what the clock of the inputs says now
     */
    default long now(long input) {
        return input;
    }

    /**
     * Sends a message. It may be lost.
     *
     * @param to the index of another validator
     * @param message the message
     */
    void send(int to, Message message);

    /**
     * Sends a message to every other validator. It may be lost.
     *
     * @param message the message
     */
    void broadcast(Message message);

    /**
     * Starts a timer, or starts it anew.
     *
     * @param kind which
     * @param nanos after how many nanoseconds {@link Replica#onTimer} is to be called, above 0
     */
    void setTimer(TimerKind kind, long nanos);

    /**
     * Stops a timer if it runs.
     *
     * @param kind which
     */
    void cancelTimer(TimerKind kind);

    /**
     * A block is committed. Called once for each height, in order, after {@link #persistCommit}; again for the same block
     * after a restart that had lost it.
     *
     * @param block the block
     * @param path by consensus or by catching up
     */
    void committed(Block block, CommitPath path);

    /**
     * An uncommitted block is dropped: its transactions are free again unless another block holds them.
     *
     * @param block the block
     */
    void abandoned(Block block);
}
