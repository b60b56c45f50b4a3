package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorumeter.spi.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerSetTest {
    private final PeerSet peers = PeerSet.ofSlots(2);

    @Test
    void connect_givesEachPeerASlotAndTheRestNone() {
        Set<Integer> slots = new HashSet<>();
        slots.add(peers.connect("a"));
        slots.add(peers.connect("b"));
        assertThat(slots).containsExactlyInAnyOrder(0, 1);
        assertThat(peers.connect("c")).isEqualTo(-1);
        assertThat(peers.connected()).isEqualTo(2);
    }

    @Test
    void peerWithAnIdentity_isShownByItsShortForm() {
        List<String> shown = new ArrayList<>();
        peers.follow((index, name, scope) -> shown.add(name));
        peers.connect(PeerId.of(new byte[] {1, 2, 3, 4, 5, 6, 7}));
        peers.connect(new PeerId("p1"));
        assertThat(shown).containsExactly("010203040506", "p1");
    }

    @Test
    void slot_thatIsGivenBack_isUsedAgainAsLateAsPossible() {
        PeerSet many = PeerSet.ofSlots(3);
        int first = many.connect("a");
        many.disconnect(first);
        assertThat(many.connect("b")).isNotEqualTo(first);
        assertThat(many.connect("c")).isNotEqualTo(first);
        assertThat(many.connect("d")).isEqualTo(first);
    }

    @Test
    void disconnect_ofAFreeSlotOrOfNone_isIgnored() {
        int slot = peers.connect("a");
        peers.disconnect(slot);
        peers.disconnect(slot);
        peers.disconnect(-1);
        peers.disconnect(2);
        assertThat(peers.connected()).isZero();
        peers.connect("b");
        peers.connect("c");
        assertThat(peers.connect("d")).isEqualTo(-1);
    }

    @Test
    void rows_areToldOfPeersBeforeAndAfter_andScopesEndWithTheConnection() {
        List<String> told = new ArrayList<>();
        List<Scope> scopes = new ArrayList<>();
        int early = peers.connect("early");
        peers.follow((index, name, scope) -> {
            told.add(index + " " + name);
            scopes.add(scope);
        });
        int late = peers.connect("la\uD800te");
        assertThat(told).containsExactly(early + " early", late + " la\uFFFDte");
        peers.disconnect(early);
        assertThat(scopes).extracting(Scope::isClosed).containsExactly(true, false);
    }

    @Test
    void instruments_followThePeerInTheSlot() {
        FakeCollector metrics = new FakeCollector();
        Indexed<Counter> seen = metrics.counter("seen_total").by("peer", peers);
        Counter other = seen.at(-1);
        assertThat(seen.at(0)).isSameAs(other);
        int slot = peers.connect("a");
        Counter ofA = seen.at(slot);
        assertThat(ofA).isNotSameAs(other);
        peers.disconnect(slot);
        assertThat(seen.at(slot)).isSameAs(ofA);
        peers.disconnect(peers.connect("b"));
        assertThat(peers.connect("c")).isEqualTo(slot);
        assertThat(seen.at(slot)).isNotSameAs(ofA).isNotSameAs(other);
        assertThat(seen.at(99)).isSameAs(other);
    }

    @Test
    void size_thatIsNotPositive_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeerSet.ofSlots(0))
                .withMessageContaining("0");
    }
}
