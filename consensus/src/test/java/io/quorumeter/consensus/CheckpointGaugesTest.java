package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.binding.CheckpointGauges;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CheckpointGaugesTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final CheckpointGauges checkpoints = new CheckpointGauges(
            metrics, ConsensusFamilies.CHECKPOINT_HEIGHT, ConsensusFamilies.CHECKPOINT_FINGERPRINT);

    @Test
    void reached_keepsTheFirst96BitsInTwoHalves() {
        checkpoints.reached(128, 0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L);
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(height(snapshot, 2)).isEqualTo(128);
        assertThat(half(snapshot, 2, "high")).isEqualTo(0x0123_4567_89abL);
        assertThat(half(snapshot, 2, "low")).isEqualTo(0xcdef_fedc_ba98L);
    }

    @Test
    void reached_betweenCheckpoints_isIgnored() {
        checkpoints.reached(127, 1, 1);
        checkpoints.reached(-64, 1, 1);
        MetricsSnapshot snapshot = metrics.snapshot();
        for (int slot = 0; slot < 4; slot++) {
            assertThat(height(snapshot, slot)).isZero();
            assertThat(half(snapshot, slot, "high")).isZero();
        }
    }

    @Test
    void reached_usesTheSlotsInTurn() {
        for (long height = 64; height <= 8 * 64; height++) {
            checkpoints.reached(height, height << 16, 0);
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(height(snapshot, 0)).isEqualTo(512);
        assertThat(height(snapshot, 1)).isEqualTo(320);
        assertThat(height(snapshot, 3)).isEqualTo(448);
        assertThat(half(snapshot, 3, "high")).isEqualTo(448);
    }

    @Test
    void snapshotsWhileCheckpointsAreTaken_neverMixTwo() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (long height = 64; !done.get(); height = (height + 64) % (1L << 32)) {
                checkpoints.reached(height, height << 16, height << 32);
            }
        });
        Thread otherReader = new Thread(() -> {
            while (!done.get()) {
                metrics.snapshot();
            }
        });
        writer.start();
        otherReader.start();
        int mixed = 0;
        long last = 0;
        for (int i = 0; i < 20_000; i++) {
            MetricsSnapshot snapshot = metrics.snapshot();
            for (int slot = 0; slot < 4; slot++) {
                double height = height(snapshot, slot);
                if (half(snapshot, slot, "high") != height || half(snapshot, slot, "low") != height) {
                    mixed++;
                }
                last = Math.max(last, (long) height);
            }
        }
        done.set(true);
        writer.join();
        otherReader.join();
        assertThat(last).isGreaterThan(256);
        assertThat(mixed).isZero();
    }

    private static double height(MetricsSnapshot snapshot, int slot) {
        return snapshot.value("hotstuff2_consensus_checkpoint_height", "slot", Integer.toString(slot))
                .orElseThrow();
    }

    private static double half(MetricsSnapshot snapshot, int slot, String half) {
        return snapshot.value(
                        "hotstuff2_consensus_checkpoint_fingerprint", "slot", Integer.toString(slot), "half", half)
                .orElseThrow();
    }
}
