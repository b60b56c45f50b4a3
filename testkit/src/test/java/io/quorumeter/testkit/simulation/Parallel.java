package io.quorumeter.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Runs something for many seeds on two threads. */
final class Parallel {
    private static final int THREADS = 2;

    private Parallel() {}

    /** The results for the seeds from 1, in no certain order. */
    static <R> List<R> forSeeds(int seeds, LongFunction<R> run) {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<R>>> parts = new ArrayList<>();
            for (int part = 0; part < THREADS; part++) {
                long first = 1L + part;
                parts.add(executor.submit(() -> {
                    List<R> results = new ArrayList<>();
                    for (long seed = first; seed <= seeds; seed += THREADS) {
                        results.add(run.apply(seed));
                    }
                    return results;
                }));
            }
            List<R> all = new ArrayList<>();
            for (Future<List<R>> part : parts) {
                all.addAll(part.get());
            }
            return all;
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        } finally {
            executor.shutdownNow();
        }
    }
}
