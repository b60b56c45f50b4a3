package io.quorumeter.consensus;

import io.quorumeter.Counter;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.Audiences.Event;

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
        Counter errors = metrics.counter("quorumeter_consumer_errors_total")
                .help("Exceptions caught from listeners and exporters")
                .level(MetricLevel.ESSENTIAL)
                .with("consumer", name)
                .create();
        failures.of(listener, name, errors);
        audiences = Audiences.with(audiences, listener);
    }

    /**
     * How often a consumer threw.
     *
     * @return exceptions and errors caught since the start
     */
    public final long listenerErrors() {
        return failures.count();
    }

    final HotStuff2Listener[] audienceOf(Event event) {
        return audiences[event.ordinal()];
    }

    @Override
    public void restored(Restored restored) {
        for (HotStuff2Listener listener : audienceOf(Event.RESTORED)) {
            try {
                listener.restored(restored);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void validatorSetChanged(ValidatorSetChange change) {
        for (HotStuff2Listener listener : audienceOf(Event.VALIDATOR_SET_CHANGED)) {
            try {
                listener.validatorSetChanged(change);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.VIEW_ENTERED)) {
            try {
                listener.viewEntered(view, previous, cause, leader, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void viewLeft(long view, ViewOutcome outcome, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.VIEW_LEFT)) {
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
        for (HotStuff2Listener listener : audienceOf(Event.LOCAL_TIMEOUT)) {
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
        for (HotStuff2Listener listener : audienceOf(Event.PROPOSAL_BUILT)) {
            try {
                listener.proposalBuilt(proposal);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void proposalSent(SentProposal proposal) {
        for (HotStuff2Listener listener : audienceOf(Event.PROPOSAL_SENT)) {
            try {
                listener.proposalSent(proposal);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void proposalAccepted(long view, BlockId block, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.PROPOSAL_ACCEPTED)) {
            try {
                listener.proposalAccepted(view, block, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.VOTE_SENT)) {
            try {
                listener.voteSent(view, phase, block, justifyView, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void voteWithheld(long view, VotePhase phase, WithheldReason reason) {
        for (HotStuff2Listener listener : audienceOf(Event.VOTE_WITHHELD)) {
            try {
                listener.voteWithheld(view, phase, reason);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void certificateFormed(CertificateEvent certificate) {
        for (HotStuff2Listener listener : audienceOf(Event.CERTIFICATE_FORMED)) {
            try {
                listener.certificateFormed(certificate);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void lockUpdated(long oldView, long newView, BlockId block, LockCause cause, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.LOCK_UPDATED)) {
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
        for (HotStuff2Listener listener : audienceOf(Event.BLOCK_COMMITTED)) {
            try {
                listener.blockCommitted(block);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void blockInserted(BlockId block, long height, long payloadBytes) {
        for (HotStuff2Listener listener : audienceOf(Event.BLOCK_INSERTED)) {
            try {
                listener.blockInserted(block, height, payloadBytes);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void blockPruned(BlockId block, long height, long payloadBytes, PruneReason reason) {
        for (HotStuff2Listener listener : audienceOf(Event.BLOCK_PRUNED)) {
            try {
                listener.blockPruned(block, height, payloadBytes, reason);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void blockExecuted(ExecutedBlock block) {
        for (HotStuff2Listener listener : audienceOf(Event.BLOCK_EXECUTED)) {
            try {
                listener.blockExecuted(block);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void viewChangeSent(ViewChangeKind kind, long view, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.VIEW_CHANGE_SENT)) {
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
        for (HotStuff2Listener listener : audienceOf(Event.SYNC_ENDED)) {
            try {
                listener.syncEnded(result, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void syncRequested(SyncResult result) {
        for (HotStuff2Listener listener : audienceOf(Event.SYNC_REQUESTED)) {
            try {
                listener.syncRequested(result);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }
}
