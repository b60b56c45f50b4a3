package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.LockCause;
import org.jspecify.annotations.Nullable;

/**
 * The replica's durable state. Everything in it only rises. A change makes it dirty; {@link #flush()}, called once before
 * the messages of an input leave, makes it durable: so however many rules changed it, there is one write and one sync, and
 * no message ever leaves before the state that it depends on.
 */
final class Safety {
    private final Core core;
    private long view;
    private long lastVotedView;
    private BlockId lastVotedBlock;
    private long lastVotedJustifyView;
    private long vote2View;
    private Certificate lock;
    private @Nullable Certificate highDouble;
    private @Nullable Certificate highTimeout;
    private boolean dirty;

    Safety(Core core, SafetyState restored) {
        this.core = core;
        this.view = restored.view();
        this.lastVotedView = restored.lastVotedView();
        this.lastVotedBlock = restored.lastVotedBlock();
        this.lastVotedJustifyView = restored.lastVotedJustifyView();
        this.vote2View = restored.vote2View();
        this.lock = restored.lock();
        this.highDouble = restored.highDouble();
        this.highTimeout = restored.highTimeout();
    }

    SafetyState state() {
        return new SafetyState(
                view, lastVotedView, lastVotedBlock, lastVotedJustifyView, vote2View, lock, highDouble, highTimeout);
    }

    long view() {
        return view;
    }

    long lastVotedView() {
        return lastVotedView;
    }

    long vote2View() {
        return vote2View;
    }

    Certificate lock() {
        return lock;
    }

    @Nullable
    Certificate highDouble() {
        return highDouble;
    }

    @Nullable
    Certificate highTimeout() {
        return highTimeout;
    }

    void enterView(long higher) {
        view = higher;
        dirty = true;
    }

    void voted(Block block, long justifyView) {
        lastVotedView = block.view();
        lastVotedBlock = block.id();
        lastVotedJustifyView = justifyView;
        dirty = true;
    }

    void voted2(long inView) {
        vote2View = inView;
        dirty = true;
    }

    void raiseLock(Certificate certificate, LockCause cause) {
        long old = lock.view();
        if (certificate.view() > old) {
            lock = certificate;
            dirty = true;
            core.events.lockUpdated(old, certificate.view(), certificate.block(), cause, core.now);
        }
    }

    void raiseDouble(Certificate certificate) {
        if (certificate.view() > Core.viewOf(highDouble)) {
            highDouble = certificate;
            dirty = true;
        }
    }

    void raiseTimeout(Certificate certificate) {
        if (certificate.view() > Core.viewOf(highTimeout)) {
            highTimeout = certificate;
            dirty = true;
        }
    }

    /** Whether everything is durable now. */
    boolean flush() {
        if (!dirty) {
            return true;
        }
        core.effects.persistSafety(state());
        long nanos = core.effects.sync();
        if (nanos < 0) {
            core.events.safetyStatePersistFailed();
            return false;
        }
        dirty = false;
        core.events.safetyStatePersisted(view, lastVotedView, lock.view(), nanos);
        return true;
    }
}
