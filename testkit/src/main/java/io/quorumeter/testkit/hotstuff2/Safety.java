package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.LockCause;
import org.jspecify.annotations.Nullable;

/**
 * The replica's durable state. Everything in it only rises. A change makes it dirty; {@link #flush()}, called once before
 * the messages of an input leave, makes it durable: so however many rules changed it, there is one write and one sync, and
 * no message ever leaves before the state that it depends on.
 */
final class Safety {
    private final Core core;
    private SafetyState state;
    private boolean dirty;

    Safety(Core core, SafetyState restored) {
        this.core = core;
        this.state = restored;
    }

    SafetyState state() {
        return state;
    }

    long view() {
        return state.view();
    }

    long lastVotedView() {
        return state.lastVotedView();
    }

    long vote2View() {
        return state.vote2View();
    }

    Certificate lock() {
        return state.lock();
    }

    @Nullable
    Certificate highDouble() {
        return state.highDouble();
    }

    @Nullable
    Certificate highTimeout() {
        return state.highTimeout();
    }

    void enterView(long view) {
        change(new SafetyState(
                view, state.lastVotedView(), state.vote2View(), state.lock(), state.highDouble(), state.highTimeout()));
    }

    void voted(long view) {
        change(new SafetyState(
                state.view(), view, state.vote2View(), state.lock(), state.highDouble(), state.highTimeout()));
    }

    void voted2(long view) {
        change(new SafetyState(
                state.view(), state.lastVotedView(), view, state.lock(), state.highDouble(), state.highTimeout()));
    }

    void raiseLock(Certificate certificate, LockCause cause) {
        Certificate old = state.lock();
        if (certificate.view() > old.view()) {
            change(new SafetyState(
                    state.view(),
                    state.lastVotedView(),
                    state.vote2View(),
                    certificate,
                    state.highDouble(),
                    state.highTimeout()));
            core.events.lockUpdated(old.view(), certificate.view(), certificate.block(), cause, core.now);
        }
    }

    void raiseDouble(Certificate certificate) {
        if (certificate.view() > Core.viewOf(state.highDouble())) {
            change(new SafetyState(
                    state.view(),
                    state.lastVotedView(),
                    state.vote2View(),
                    state.lock(),
                    certificate,
                    state.highTimeout()));
        }
    }

    void raiseTimeout(Certificate certificate) {
        if (certificate.view() > Core.viewOf(state.highTimeout())) {
            change(new SafetyState(
                    state.view(),
                    state.lastVotedView(),
                    state.vote2View(),
                    state.lock(),
                    state.highDouble(),
                    certificate));
        }
    }

    /** Whether everything is durable now. */
    boolean flush() {
        if (!dirty) {
            return true;
        }
        core.effects.persistSafety(state);
        long nanos = core.effects.sync();
        if (nanos < 0) {
            core.events.safetyStatePersistFailed();
            return false;
        }
        dirty = false;
        core.events.safetyStatePersisted(
                state.view(), state.lastVotedView(), state.lock().view(), nanos);
        return true;
    }

    private void change(SafetyState next) {
        state = next;
        dirty = true;
    }
}
