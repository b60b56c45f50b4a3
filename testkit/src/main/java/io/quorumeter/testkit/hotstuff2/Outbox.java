package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.SentProposal;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.WithheldReason;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds every message until the input that caused it is handled to its end. Then the safety state is made durable once, and
 * only after that do the messages leave, in the order in which they were given; also those of the replica to itself, which
 * count as input of their own. When it cannot be made durable, what depends on it is dropped.
 *
 * <p>The latest own message of each sort in the current view is remembered and sent again until the view ends, because any
 * message may be lost. Receivers take a repeat for what it is.
 */
final class Outbox {
    private enum Sort {
        PROPOSAL,
        VOTE,
        PREPARE,
        VOTE2,
        STATUS,
        WISH
    }

    /** {@code to} is null for everybody else. */
    private record Envelope(@Nullable List<Integer> to, Message message) {}

    private final Core core;
    private final List<Envelope> held = new ArrayList<>();
    private final ArrayDeque<Message> toMyself = new ArrayDeque<>();
    private final Map<Sort, Envelope> latest = new EnumMap<>(Sort.class);

    Outbox(Core core) {
        this.core = core;
    }

    void send(int to, Message message) {
        held.add(new Envelope(List.of(to), message));
    }

    void sendEach(List<Integer> to, Message message) {
        held.add(new Envelope(to, message));
    }

    void broadcast(Message message) {
        held.add(new Envelope(null, message));
    }

    /** Messages held for the view that ends still leave, but are not sent again. */
    void viewChanged() {
        latest.clear();
    }

    void release() {
        if (held.isEmpty()) {
            return;
        }
        boolean durable = !anyDependsOnState() || core.safety.flush();
        core.readClock();
        for (Envelope envelope : held) {
            if (durable || !dependsOnState(envelope.message)) {
                leave(envelope);
                tellSent(envelope.message);
                remember(envelope);
            } else if (envelope.message instanceof Vote vote) {
                core.events.voteWithheld(vote.view(), vote.phase(), WithheldReason.PERSIST_FAILED);
            }
        }
        held.clear();
    }

    /** The next message of this replica to itself, which needs no verification. */
    @Nullable
    Message nextToMyself() {
        return toMyself.poll();
    }

    void retransmit() {
        latest.values().forEach(this::transmit);
    }

    private void leave(Envelope envelope) {
        transmit(envelope);
        if (envelope.to != null) {
            for (int to : envelope.to) {
                if (to == core.me) {
                    toMyself.add(envelope.message);
                }
            }
        }
    }

    private void transmit(Envelope envelope) {
        if (envelope.to == null) {
            core.effects.broadcast(envelope.message);
            return;
        }
        for (int to : envelope.to) {
            if (to != core.me) {
                core.effects.send(to, envelope.message);
            }
        }
    }

    private boolean anyDependsOnState() {
        for (Envelope envelope : held) {
            if (dependsOnState(envelope.message)) {
                return true;
            }
        }
        return false;
    }

    private static boolean dependsOnState(Message message) {
        return message instanceof Propose
                || message instanceof Vote
                || message instanceof Prepare
                || message instanceof Status;
    }

    private void tellSent(Message message) {
        if (message instanceof Propose propose) {
            Block block = propose.block();
            core.events.proposalSent(new SentProposal(
                    block.view(),
                    block.id(),
                    block.height(),
                    block.parent(),
                    propose.justify().view(),
                    core.now));
        } else if (message instanceof Vote vote) {
            core.events.voteSent(vote.view(), vote.phase(), vote.block(), vote.innerView(), core.now);
        } else if (message instanceof Status status) {
            core.events.viewChangeSent(ViewChangeKind.STATUS, status.view(), core.now);
        } else if (message instanceof Wish wish) {
            core.events.viewChangeSent(ViewChangeKind.WISH, wish.view(), core.now);
        }
    }

    private void remember(Envelope envelope) {
        Message message = envelope.message;
        if (message instanceof Propose propose && propose.block().view() == core.view()) {
            latest.put(Sort.PROPOSAL, envelope);
        } else if (message instanceof Vote vote && vote.view() == core.view()) {
            latest.put(vote.phase() == VotePhase.VOTE ? Sort.VOTE : Sort.VOTE2, envelope);
        } else if (message instanceof Prepare prepare && prepare.certificate().view() == core.view()) {
            latest.put(Sort.PREPARE, envelope);
        } else if (message instanceof Status status && status.view() == core.view()) {
            latest.put(Sort.STATUS, envelope);
        } else if (message instanceof Wish wish && wish.view() == core.view() + 1) {
            latest.put(Sort.WISH, envelope);
        }
    }
}
