package io.quorumeter.consensus;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which consumers take which event: those whose class says what to do with it. So an event that one consumer takes costs one call, which
 * is compiled into its place, and not an empty one for each of the others.
 */
final class Audiences {
    /** An event, named as its method is. */
    enum Event {
        RESTORED,
        VALIDATOR_SET_CHANGED,
        VIEW_ENTERED,
        VIEW_LEFT,
        TIMER_ARMED,
        LOCAL_TIMEOUT,
        LEADER_WAIT_STARTED,
        LEADER_WAIT_ENDED,
        PROPOSAL_BUILT,
        PROPOSAL_SENT,
        PROPOSAL_RECEIVED,
        PROPOSAL_ACCEPTED,
        PROPOSAL_REJECTED,
        PROPOSAL_TIMESTAMP,
        VOTE_SENT,
        VOTE_WITHHELD,
        VOTE_RECEIVED,
        VOTE_REJECTED,
        CERTIFICATE_FORMED,
        CERTIFICATE_RECEIVED,
        CERTIFICATE_REJECTED,
        LOCK_UPDATED,
        SAFETY_STATE_PERSISTED,
        SAFETY_STATE_PERSIST_FAILED,
        BLOCK_COMMITTED,
        BLOCK_INSERTED,
        BLOCK_PRUNED,
        BLOCK_EXECUTED,
        VIEW_CHANGE_SENT,
        VIEW_CHANGE_RECEIVED,
        VIEW_CHANGE_REJECTED,
        SYNC_STARTED,
        SYNC_PROGRESS,
        SYNC_ENDED,
        SYNC_REQUESTED,
        SYNC_SERVED,
        CRYPTO_DONE,
        QUEUE_CHANGED,
        QUEUE_WAITED,
        PEER_STATE_ROOT;

        /** Returns the name of its method. */
        @Override
        public String toString() {
            return Pattern.compile("_(.)")
                    .matcher(name().toLowerCase(Locale.ROOT))
                    .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
        }
    }

    private static final List<String> METHODS =
            Arrays.stream(Event.values()).map(Event::toString).toList();

    static final HotStuff2Listener[] NOBODY = {};

    private Audiences() {}

    /** Of each event nobody. */
    static HotStuff2Listener[][] none() {
        HotStuff2Listener[][] none = new HotStuff2Listener[METHODS.size()][];
        Arrays.fill(none, NOBODY);
        return none;
    }

    /** With one more consumer, behind the others, of the events that it takes. */
    static HotStuff2Listener[][] with(HotStuff2Listener[][] audiences, HotStuff2Listener listener) {
        HotStuff2Listener[][] more = audiences.clone();
        for (Method method : HotStuff2Listener.class.getMethods()) {
            if (takes(listener, method)) {
                int event = METHODS.indexOf(method.getName());
                HotStuff2Listener[] before = more[event];
                more[event] = Arrays.copyOf(before, before.length + 1);
                more[event][before.length] = listener;
            }
        }
        return more;
    }

    private static boolean takes(HotStuff2Listener listener, Method event) {
        try {
            Method taken = listener.getClass().getMethod(event.getName(), event.getParameterTypes());
            return taken.getDeclaringClass() != HotStuff2Listener.class;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
