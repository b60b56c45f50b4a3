package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ProtocolVariant;
import io.quorumeter.consensus.TimeoutStyle;
import io.quorumeter.consensus.VariantMismatch;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.event.EventPublisher;
import io.quorumeter.spi.GuardedThread;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which checks apply to the protocol. A replica that shows that it speaks another one than its description says is told of once for each
 * aspect, and what depends on that aspect is no longer checked: that it does not fit is then no fault of anybody's. Safe from any thread.
 */
final class Rules {
    private static final System.Logger LOG = System.getLogger(SafetyMonitor.class.getName());

    /** What a description may get wrong. */
    private enum Aspect {
        VARIANT,
        TIMEOUT_STYLE,
        VALIDATORS,
        VIEWS,
        OWN_INDEX
    }

    private final Protocol protocol;
    private final SafetyOptions options;
    private final EventPublisher bus;
    private final AtomicReference<@Nullable VariantMismatch> mismatch = new AtomicReference<>();
    private final AtomicInteger misfits = new AtomicInteger();
    private final AtomicLong weakIn = new AtomicLong(-1);
    private volatile @Nullable Long shownIn;
    private final Set<Untold> untold = ConcurrentHashMap.newKeySet();

    final Ranks ranks = new Ranks(this);

    Rules(Protocol protocol, SafetyOptions options, EventPublisher bus) {
        this.protocol = protocol;
        this.options = options;
        this.bus = bus;
    }

    int window() {
        return window(protocol.replicas());
    }

    /** How many views are remembered of a set of this size. */
    int window(int validators) {
        return options.windowFor(validators);
    }

    boolean keepsRefs() {
        return options.source() != null;
    }

    /** Whether a vote binds its validator to its justify; else a second vote binds it to its view. */
    boolean votesBind() {
        return isPipelined();
    }

    boolean isPipelined() {
        return protocol.variant() == ProtocolVariant.PIPELINED;
    }

    /** Whether replicas keep a lock that must not be broken. */
    boolean hasLocks() {
        return protocol.timeoutStyle() == TimeoutStyle.WISH && fitsLocks();
    }

    /** Whether a validator signs the view of the justifying certificate with its vote. */
    boolean justifyIsSigned() {
        return protocol.isJustifySigned();
    }

    /** Whether two time-outs of one view with different certificates accuse their sender. */
    boolean accusesDoubleTimeouts() {
        return options.accusesDoubleTimeouts()
                && protocol.timeoutStyle() == TimeoutStyle.BROADCAST
                && fits(Aspect.TIMEOUT_STYLE);
    }

    /** Whether nothing was seen yet that the variant does not have. */
    boolean fits() {
        return fits(Aspect.VARIANT) && viewsRise();
    }

    /** Whether views rise over all epochs, so that a view is of one epoch only. */
    boolean viewsRise() {
        return fits(Aspect.VIEWS);
    }

    /** Whether nothing was seen yet by which the description of locks would be wrong. */
    boolean fitsLocks() {
        return fits() && fits(Aspect.TIMEOUT_STYLE);
    }

    /** The replica proposed in a view that its own index leads, so in this epoch it is the validator that it is told to be. */
    void showedOwnIndex(long epoch) {
        Long known = shownIn;
        if (known == null || known != epoch) {
            shownIn = epoch;
        }
    }

    /** Whether what this replica sends in this epoch was sent by the validator of its own index. */
    boolean knowsOwnIndex(long epoch) {
        Long known = shownIn;
        return known != null && known == epoch && fitsOwnIndex();
    }

    /** Whether nothing was seen yet by which this replica would be another validator than told. */
    boolean fitsOwnIndex() {
        return fits(Aspect.OWN_INDEX);
    }

    /** Something was seen by which this replica is another validator than told. */
    void ownIndexMismatch(String seen) {
        if (fitsOwnIndex()) {
            mismatch(Aspect.OWN_INDEX, seen);
        }
    }

    /** Whether no certificate was seen yet with signers that the validator set does not have. */
    boolean fitsValidators() {
        return fits(Aspect.VALIDATORS);
    }

    private boolean fits(Aspect aspect) {
        return (misfits.get() & 1 << aspect.ordinal()) == 0;
    }

    @Nullable
    VariantMismatch mismatch() {
        return mismatch.get();
    }

    /** Something was seen that the variant does not have. */
    void mismatch(String seen) {
        mismatch(Aspect.VARIANT, seen);
    }

    /** The replica counts its views from the beginning again. */
    void viewsBeginAgain(long entered, long before) {
        mismatch(
                Aspect.VIEWS,
                "view " + entered + " was entered after view " + before
                        + ", but views must rise over all epochs: pass the first"
                        + " view of the epoch plus the round");
    }

    /**
     * A message of a change of view was sent, or one with a valid signature arrived. A host whose protocol does not have a kind of message
     * has no code that tells of it, so one is enough.
     */
    void told(ViewChangeKind kind) {
        boolean wishes = protocol.timeoutStyle() == TimeoutStyle.WISH;
        if (kind == (wishes ? ViewChangeKind.TIMEOUT : ViewChangeKind.WISH)) {
            mismatch(
                    Aspect.TIMEOUT_STYLE,
                    wishes
                            ? "a time-out was sent, which the time-out style of wishes does not have"
                            : "a wish was sent, which the time-out style of broadcasts does not have");
        }
    }

    /** The replica accepted what this validator signed, in a view whose set has so many validators. */
    void toldSigner(int signer, int validators) {
        if (fitsValidators()) {
            mismatch(
                    Aspect.VALIDATORS,
                    "what validator " + signer + " signed was accepted, but the indices of a set of " + validators
                            + " are 0 to " + (validators - 1) + ": number validators from 0");
        }
    }

    /** A certificate was accepted with too little power; the first of each set is logged with the figures. */
    void weak(long view, long power, Members members) {
        long epoch = members.epoch();
        if (weakIn.getAndSet(epoch) != epoch) {
            GuardedThread.call(() -> LOG.log(
                    System.Logger.Level.WARNING,
                    "a certificate of view {0} was accepted with power {1}, needed is {2} of {3}: it is weak, unless the"
                            + " validator set is described wrongly (replicas, powers or quorumPower)",
                    Long.toString(view),
                    Long.toString(power),
                    Long.toString(members.quorumPower()),
                    Long.toString(members.totalPower())));
        }
    }

    /** A validator set was told of. */
    void validatorsChanged() {
        misfits.getAndUpdate(bits -> bits & ~(1 << Aspect.VALIDATORS.ordinal()));
    }

    /** The replica acted by something that the host never told of. */
    void untold(Untold what) {
        if (untold.add(what)) {
            GuardedThread.log(LOG, System.Logger.Level.WARNING, what.warning, null);
        }
    }

    Set<Untold> untold() {
        return Set.copyOf(untold);
    }

    private void mismatch(Aspect aspect, String seen) {
        int bit = 1 << aspect.ordinal();
        if ((misfits.getAndUpdate(bits -> bits | bit) & bit) == 0) {
            VariantMismatch found = new VariantMismatch(protocol.variant(), seen);
            mismatch.compareAndSet(null, found);
            GuardedThread.log(
                    LOG,
                    System.Logger.Level.WARNING,
                    "the protocol is not as described (" + found.described() + "): " + seen
                            + "; what depends on it is not checked",
                    null);
            bus.publish(found);
        }
    }
}
