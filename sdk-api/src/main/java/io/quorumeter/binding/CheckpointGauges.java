package io.quorumeter.binding;

import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Fingerprints of a chain at every {@value #INTERVAL}th height, which reveal replicas that forked from their metrics alone:
 * equal heights with unequal fingerprints are a fork. Blocks are chained by hashes, so any later checkpoint that two replicas
 * share reveals an earlier fork.
 *
 * <p>A checkpoint of height {@code h} stands in slot {@code (h / 64) mod 4} as a gauge of the height and two gauges of 48 bits each,
 * together the first 96 bits of the hash: a double holds 53 bits exactly, and 48 bits alone could be found by search.
 *
 * <p>Heights and fingerprints of one snapshot belong together although a checkpoint may be taken while it is read: the gauges are observed,
 * heights are read before fingerprints (they are declared to be caused by them), and a snapshot that has read the height of a slot is given
 * the fingerprint of the same checkpoint. This holds for every engine that calls the callbacks of one snapshot one after another, and all
 * of them before those of the next snapshot. A slot without a checkpoint shows 0 in all three gauges.
 *
 * <p>{@link #reached} is called by one thread at a time; the gauges are read by any.
 */
public final class CheckpointGauges {
    /** Heights between two checkpoints. */
    public static final int INTERVAL = 64;

    /** The slots that checkpoints take in turn. */
    public enum Slot implements LabelValue {
        /** Heights 0, 256, 512 … */
        FIRST,
        /** Heights 64, 320, 576 … */
        SECOND,
        /** Heights 128, 384, 640 … */
        THIRD,
        /** Heights 192, 448, 704 … */
        FOURTH;

        @Override
        public String labelValue() {
            return Integer.toString(ordinal());
        }
    }

    /** The two parts of a fingerprint. */
    public enum Half {
        /** Bits 0 to 47 of the hash. */
        HIGH,
        /** Bits 48 to 95 of the hash. */
        LOW
    }

    private record Checkpoint(long height, long high, long low) {}

    private static final Checkpoint NONE = new Checkpoint(0, 0, 0);
    private static final Slot[] SLOTS = Slot.values();

    private final AtomicReferenceArray<Checkpoint> taken = new AtomicReferenceArray<>(SLOTS.length);
    private final AtomicReferenceArray<Checkpoint> shown = new AtomicReferenceArray<>(SLOTS.length);

    /**
     * Declares the gauges of all slots.
     *
     * @param metrics where they are declared
     * @param height the row of the heights, caused by the fingerprints
     * @param fingerprint the row of the fingerprints
     */
    public CheckpointGauges(
            MetricsCollector metrics,
            Declaration<By<Slot, Gauge>> height,
            Declaration<By2<Slot, Half, Gauge>> fingerprint) {
        for (Slot slot : SLOTS) {
            int place = slot.ordinal();
            taken.set(place, NONE);
            shown.set(place, NONE);
            String text = slot.labelValue();
            height.observe(metrics, () -> show(place).height(), text);
            fingerprint.observe(metrics, () -> shown.get(place).high(), text, LabelValue.of(Half.HIGH));
            fingerprint.observe(metrics, () -> shown.get(place).low(), text, LabelValue.of(Half.LOW));
        }
    }

    /**
     * Records that a height was reached; does nothing unless it is a multiple of {@value #INTERVAL}.
     *
     * @param height the height, above that of the call before
     * @param bits0to63 the first eight bytes of the hash, big-endian
     * @param bits64to127 the next eight bytes of the hash
     */
    public void reached(long height, long bits0to63, long bits64to127) {
        if (height % INTERVAL != 0 || height < 0) {
            return;
        }
        long high = bits0to63 >>> 16;
        long low = (bits0to63 & 0xffff) << 32 | bits64to127 >>> 32;
        taken.set((int) (height / INTERVAL % SLOTS.length), new Checkpoint(height, high, low));
    }

    private Checkpoint show(int place) {
        Checkpoint now = taken.get(place);
        shown.set(place, now);
        return now;
    }
}
