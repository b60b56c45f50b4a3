package io.quorumeter.consensus;

import io.quorumeter.Counter;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.Audiences.Event;
import io.quorumeter.spi.OwnFamilies;

/**
 * The consumers of one replica's events, and the handing on of those about its own state; {@link HotStuff2Events} adds
 * those about what it receives. Written out event by event, because one generic way would allocate on each call.
 */
abstract sealed class EventFanout implements HotStuff2Listener permits HotStuff2Events {
    /** Of each event those who take it. */
    private volatile HotStuff2Listener[][] audiences = Audiences.none();

    /** Whatever a consumer throws, it neither reaches the replica nor hides the event from the others. */
    final ListenerFailures failures = new ListenerFailures();

    private final MetricsCollector metrics;

    EventFanout(MetricsCollector metrics) {
        this.metrics = metrics;
    }

    /**
     * Adds a consumer; it gets the events from now on. Exceptions that it throws are counted under the name of its class.
     *
     * @param listener the consumer, called after those added before it
     */
    public final void listen(HotStuff2Listener listener) {
        String name = listener.getClass().getSimpleName();
        listen(name.isEmpty() ? "listener" : name, listener);
    }

    /**
     * Adds a consumer; it gets the events from now on. Exceptions that it throws are counted in {@code
     * quorumeter_consumer_errors_total{consumer}}, and the first is logged with its trace, as a warning of {@code io.quorumeter}.
     *
     * @param name what the consumer is called there, one of a few
     * @param listener the consumer, called after those added before it
     */
    public final synchronized void listen(String name, HotStuff2Listener listener) {
        Labels labels = Labels.of("consumer", name);
        failures.of(listener, name, metrics.provider().series(Counter.class, OwnFamilies.CONSUMER_ERRORS, labels));
        audiences = Audiences.with(audiences, listener);
    }

    /**
     * How often a consumer threw, and how often none was told of an event because of a null.
     *
     * @return exceptions and errors caught since the start, and events with a null
     */
    public final long listenerErrors() {
        return failures.count();
    }

    final HotStuff2Listener[] audienceOf(Event event) {
        return audiences[event.ordinal()];
    }

    /** Those who take it; nobody when it lacks a part, because what is kept of a null would fail later and elsewhere. */
    final HotStuff2Listener[] audienceOf(Event event, boolean isWhole) {
        HotStuff2Listener[] audience = audienceOf(event);
        return isWhole ? audience : failures.withheld(event, audience);
    }

    @Override
    public void restored(Restored restored) {
        for (HotStuff2Listener listener : audienceOf(Event.RESTORED, Whole.is(restored))) {
            try {
                listener.restored(restored);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void validatorSetChanged(ValidatorSetChange change) {
        for (HotStuff2Listener listener : audienceOf(Event.VALIDATOR_SET_CHANGED, Whole.is(change))) {
            try {
                listener.validatorSetChanged(change);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.VIEW_ENTERED, cause != null)) {
            try {
                listener.viewEntered(view, previous, cause, leader, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void viewLeft(long view, ViewOutcome outcome, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.VIEW_LEFT, outcome != null)) {
            try {
                listener.viewLeft(view, outcome, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void timerArmed(long view, long timeoutNanos) {
        for (HotStuff2Listener listener : audienceOf(Event.TIMER_ARMED)) {
            try {
                listener.timerArmed(view, timeoutNanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void localTimeout(long view, TimeoutPhase phase, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.LOCAL_TIMEOUT, phase != null)) {
            try {
                listener.localTimeout(view, phase, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void leaderWaitStarted(long view, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.LEADER_WAIT_STARTED)) {
            try {
                listener.leaderWaitStarted(view, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void leaderWaitEnded(long view, int statusCount, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.LEADER_WAIT_ENDED)) {
            try {
                listener.leaderWaitEnded(view, statusCount, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void proposalBuilt(BuiltProposal proposal) {
        for (HotStuff2Listener listener : audienceOf(Event.PROPOSAL_BUILT, Whole.is(proposal))) {
            try {
                listener.proposalBuilt(proposal);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void proposalSent(SentProposal proposal) {
        for (HotStuff2Listener listener : audienceOf(Event.PROPOSAL_SENT, Whole.is(proposal))) {
            try {
                listener.proposalSent(proposal);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void proposalAccepted(long view, BlockId block, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.PROPOSAL_ACCEPTED, block != null)) {
            try {
                listener.proposalAccepted(view, block, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.VOTE_SENT, phase != null && block != null)) {
            try {
                listener.voteSent(view, phase, block, justifyView, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void voteWithheld(long view, VotePhase phase, WithheldReason reason) {
        for (HotStuff2Listener listener : audienceOf(Event.VOTE_WITHHELD, phase != null && reason != null)) {
            try {
                listener.voteWithheld(view, phase, reason);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void certificateFormed(CertificateEvent certificate) {
        for (HotStuff2Listener listener : audienceOf(Event.CERTIFICATE_FORMED, Whole.is(certificate))) {
            try {
                listener.certificateFormed(certificate);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void lockUpdated(long oldView, long newView, BlockId block, LockCause cause, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.LOCK_UPDATED, block != null && cause != null)) {
            try {
                listener.lockUpdated(oldView, newView, block, cause, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void safetyStatePersisted(long view, long lastVotedView, long lockView, long durationNanos) {
        for (HotStuff2Listener listener : audienceOf(Event.SAFETY_STATE_PERSISTED)) {
            try {
                listener.safetyStatePersisted(view, lastVotedView, lockView, durationNanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void safetyStatePersistFailed() {
        for (HotStuff2Listener listener : audienceOf(Event.SAFETY_STATE_PERSIST_FAILED)) {
            try {
                listener.safetyStatePersistFailed();
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void blockCommitted(CommittedBlock block) {
        for (HotStuff2Listener listener : audienceOf(Event.BLOCK_COMMITTED, Whole.is(block))) {
            try {
                listener.blockCommitted(block);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void blockInserted(BlockId block, long height, long payloadBytes) {
        for (HotStuff2Listener listener : audienceOf(Event.BLOCK_INSERTED, block != null)) {
            try {
                listener.blockInserted(block, height, payloadBytes);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void blockPruned(BlockId block, long height, long payloadBytes, PruneReason reason) {
        for (HotStuff2Listener listener : audienceOf(Event.BLOCK_PRUNED, block != null && reason != null)) {
            try {
                listener.blockPruned(block, height, payloadBytes, reason);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void blockExecuted(ExecutedBlock block) {
        for (HotStuff2Listener listener : audienceOf(Event.BLOCK_EXECUTED, Whole.is(block))) {
            try {
                listener.blockExecuted(block);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void viewChangeSent(ViewChangeKind kind, long view, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.VIEW_CHANGE_SENT, kind != null)) {
            try {
                listener.viewChangeSent(kind, view, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void syncStarted(long fromHeight, long toHeight, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.SYNC_STARTED)) {
            try {
                listener.syncStarted(fromHeight, toHeight, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void syncProgress(int blocks) {
        for (HotStuff2Listener listener : audienceOf(Event.SYNC_PROGRESS)) {
            try {
                listener.syncProgress(blocks);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void syncEnded(SyncResult result, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.SYNC_ENDED, result != null)) {
            try {
                listener.syncEnded(result, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void syncRequested(SyncResult result) {
        for (HotStuff2Listener listener : audienceOf(Event.SYNC_REQUESTED, result != null)) {
            try {
                listener.syncRequested(result);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }
}
