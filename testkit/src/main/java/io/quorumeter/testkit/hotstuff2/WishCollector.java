package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** As a leader of an epoch, makes a timeout certificate of a quorum of wishes for its first view. */
final class WishCollector {
    private final Core core;
    private final TreeMap<Long, Map<Integer, Signature>> wishes = new TreeMap<>();

    WishCollector(Core core) {
        this.core = core;
    }

    int held() {
        return wishes.values().stream().mapToInt(Map::size).sum();
    }

    void receive(Wish wish, boolean mine) {
        long view = wish.view();
        if (!core.isValidator(wish.sender())) {
            reject(view, -1, ViewChangeResult.UNKNOWN_SIGNER);
            return;
        }
        if (view > core.view() + 4 * core.window()) {
            reject(view, wish.sender(), ViewChangeResult.FUTURE);
            return;
        }
        Map<Integer, Signature> held = wishes.getOrDefault(view, Map.of());
        Signature known = held.get(wish.sender());
        if (known != null && known.equals(wish.signature())) {
            tell(wish, ViewChangeResult.DUPLICATE, Verification.VERIFIED);
            return;
        }
        if (!mine && !core.crypto.verify(wish.sender(), Statements.wish(core.genesis, view), wish.signature())) {
            reject(view, wish.sender(), ViewChangeResult.INVALID_SIGNATURE);
            return;
        }
        if (view <= core.view()) {
            reject(view, wish.sender(), ViewChangeResult.STALE);
            core.pacemaker.help(wish.sender());
            return;
        }
        if (view % core.config.epochViews() != 0 || !core.pacemaker.leadsEpochOf(view)) {
            reject(view, wish.sender(), ViewChangeResult.STALE);
            return;
        }
        wishes.computeIfAbsent(view, v -> new TreeMap<>()).put(wish.sender(), wish.signature());
        tell(wish, ViewChangeResult.ACCEPTED, Verification.VERIFIED);
        certify(view);
    }

    /** Forgets wishes that were granted. */
    void viewChanged() {
        wishes.headMap(core.view(), true).clear();
    }

    private void certify(long view) {
        Map<Integer, Signature> granted = wishes.getOrDefault(view, Map.of());
        if (!core.isQuorum(granted.size())) {
            return;
        }
        int[] signers = granted.keySet().stream().mapToInt(Integer::intValue).toArray();
        Certificate certificate = new Certificate(
                CertificateKind.TIMEOUT, view, 0, BlockId.NONE, 0, Signers.of(signers), List.copyOf(granted.values()));
        core.checker.formed(certificate);
        core.outbox.broadcast(new Advance(core.me, certificate));
        core.learnTimeout(certificate);
    }

    private void tell(Wish wish, ViewChangeResult result, Verification verification) {
        core.events.viewChangeReceived(
                ViewChangeKind.WISH, wish.view(), wish.sender(), -1, result, verification, core.ref, core.now);
    }

    private void reject(long view, int validator, ViewChangeResult reason) {
        core.events.viewChangeRejected(ViewChangeKind.WISH, view, validator, reason, core.ref, core.now);
    }
}
