package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ProtocolVariant;
import io.quorumeter.consensus.TimeoutStyle;
import io.quorumeter.event.EventPublisher;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which checks apply to the protocol. A replica that shows that it speaks the other variant is told of once, and what depends on the
 * variant is no longer checked: that it does not fit is then no fault of anybody's. Safe from any thread.
 */
final class Rules {
    private static final System.Logger LOG = System.getLogger(SafetyMonitor.class.getName());

    private final Protocol protocol;
    private final SafetyOptions options;
    private final EventPublisher bus;
    private final AtomicReference<@Nullable VariantMismatch> mismatch = new AtomicReference<>();

    Rules(Protocol protocol, SafetyOptions options, EventPublisher bus) {
        this.protocol = protocol;
        this.options = options;
        this.bus = bus;
    }

    int window() {
        return options.windowFor(protocol.replicas());
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
        return protocol.timeoutStyle() == TimeoutStyle.WISH && fits();
    }

    /** Whether a validator signs the view of the justifying certificate with its vote. */
    boolean justifyIsSigned() {
        return protocol.isJustifySigned();
    }

    /** Whether two time-outs of one view with different certificates accuse their sender. */
    boolean accusesDoubleTimeouts() {
        return options.accusesDoubleTimeouts() && protocol.timeoutStyle() == TimeoutStyle.BROADCAST;
    }

    /** Whether nothing was seen yet that the variant does not have. */
    boolean fits() {
        return mismatch.get() == null;
    }

    @Nullable
    VariantMismatch mismatch() {
        return mismatch.get();
    }

    void mismatch(String seen) {
        VariantMismatch found = new VariantMismatch(protocol.variant(), seen);
        if (mismatch.compareAndSet(null, found)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "variant mismatch: the protocol is described as {0}, but {1}; what depends on the variant is not checked",
                    found.described(),
                    seen);
            bus.publish(found);
        }
    }
}
