package io.quorumeter.testkit.hotstuff2;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.ByzantineReplica;
import io.quorumeter.testkit.byzantine.Coalition;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReformTest {
    private final ReplicaFixture host = new ReplicaFixture(1);
    private final Coalition coalition = new Coalition(1);

    private ByzantineReplica replica(Behaviour behaviour) {
        ReplicaConfig config = ReplicaConfig.of(
                Protocol.basic().replicas(4).ownIndex(1).delta(Duration.ofNanos(ReplicaFixture.DELTA)), host.genesis);
        Crypto crypto = host.keys.of(1);
        return new ByzantineReplica(
                behaviour,
                1,
                coalition,
                config,
                crypto,
                host,
                effects -> new Replica(
                        config,
                        crypto,
                        HotStuff2Events.none(),
                        effects,
                        host,
                        host,
                        RestoredState.fresh(host.genesis)));
    }

    @Test
    void silent_speaksOnceReformed() {
        ByzantineReplica replica = replica(Behaviour.silent());
        replica.start(0);
        replica.onTimer(TimerKind.VIEW, 1);
        assertThat(host.sent).isEmpty();
        replica.reform();
        replica.onTimer(TimerKind.RETRANSMIT, 2);
        assertThat(host.messages(Wish.class)).isNotEmpty();
    }

    @Test
    void equivocating_proposesOneBlockOnceReformed() {
        ByzantineReplica replica = replica(Behaviour.equivocate());
        replica.start(0);
        lead(replica);
        assertThat(blocksProposed()).isEqualTo(2);
        assertThat(coalition.acts(1, Misbehaviour.EQUIVOCATE)).isPositive();

        ByzantineReplica reformed = replica(Behaviour.equivocate());
        host.forget();
        reformed.reform();
        reformed.start(0);
        lead(reformed);
        assertThat(blocksProposed()).isEqualTo(1);
    }

    private void lead(ByzantineReplica replica) {
        for (int sender : new int[] {0, 2, 3}) {
            replica.onMessage(host.keys.status(sender, 1, host.root), 0, 1);
        }
    }

    private long blocksProposed() {
        return host.messages(Propose.class).stream()
                .map(message -> ((Propose) message).block().id())
                .distinct()
                .count();
    }
}
