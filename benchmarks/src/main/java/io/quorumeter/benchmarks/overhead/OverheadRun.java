package io.quorumeter.benchmarks.overhead;

import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Ed25519Crypto;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Measures what metrics cost the simulated network, with signatures and without. */
public final class OverheadRun {
    private static final int PAIRS = 2_000;
    private static final long WARM_UP_WITH = 400; // blocks, shared out among the replicas
    private static final long WARM_UP_WITHOUT = 200_000;
    private static final double WITH_SIGNATURES = 0.003;

    private OverheadRun() {}

    /** {@return a line for each kind of network} */
    public static List<String> measure() {
        List<String> lines = new ArrayList<>();
        for (int replicas : new int[] {4, 32}) {
            lines.add(line(replicas, "no cryptography", null, 10_000, Double.NaN));
        }
        for (int replicas : new int[] {4, 32}) {
            lines.add(line(replicas, "Ed25519", signatures(replicas), replicas == 4 ? 12 : 3, WITH_SIGNATURES));
        }
        return lines;
    }

    /** {@return what signs for each replica, with keys made for it} */
    static IntFunction<Crypto> signatures(int replicas) {
        SecureRandom random = new SecureRandom();
        List<KeyPair> keys = Stream.generate(() -> Ed25519Crypto.keyPair(random))
                .limit(replicas)
                .toList();
        return replica -> Ed25519Crypto.of(keys, replica);
    }

    private static String line(
            int replicas, String what, @Nullable IntFunction<Crypto> crypto, int messages, double bar) {
        String text = replicas + " replicas, " + what;
        System.err.println(text);
        PairedRuns runs = new PairedRuns(replicas, crypto, replicas);
        runs.warmUp((crypto == null ? WARM_UP_WITHOUT : WARM_UP_WITH) / replicas, messages);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            pairs.add(runs.next());
        }
        if (!runs.areCounted()) {
            throw new IllegalStateException("the metrics were not on");
        }
        return Overhead.of(pairs).line(text, bar);
    }
}
