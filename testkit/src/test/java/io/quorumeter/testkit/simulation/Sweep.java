package io.quorumeter.testkit.simulation;

import io.quorumeter.testkit.hotstuff2.Mutant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Runs one description under many seeds, on two threads, and adds up what the observer found. */
final class Sweep {
    /** What came of all runs. */
    record Result(
            int runs,
            Totals totals,
            int forkedRuns,
            int forkedWithoutDeviation,
            int deviatingRuns,
            long doubleVotes,
            long backwardVotes,
            long lostVotes,
            long lostCommits,
            long longestRecoveryMillis,
            List<String> unclean,
            List<String> stuck) {
        static final Result NONE = new Result(0, Totals.ZERO, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of());

        Result plus(Result other) {
            return new Result(
                    runs + other.runs,
                    totals.plus(other.totals),
                    forkedRuns + other.forkedRuns,
                    forkedWithoutDeviation + other.forkedWithoutDeviation,
                    deviatingRuns + other.deviatingRuns,
                    doubleVotes + other.doubleVotes,
                    backwardVotes + other.backwardVotes,
                    lostVotes + other.lostVotes,
                    lostCommits + other.lostCommits,
                    Math.max(longestRecoveryMillis, other.longestRecoveryMillis),
                    joined(unclean, other.unclean),
                    joined(stuck, other.stuck));
        }

        private static List<String> joined(List<String> one, List<String> two) {
            List<String> both = new ArrayList<>(one);
            both.addAll(two);
            return both.subList(0, Math.min(both.size(), 5));
        }

        String summary() {
            return runs + " runs, " + totals.crashes() + " crashes, " + totals.restarts() + " restarts, "
                    + totals.sent() + " messages, " + totals.dropped() + " dropped, " + totals.duplicated()
                    + " duplicated, " + totals.commits() + " commits, " + totals.forks() + " forks in " + forkedRuns
                    + " runs; all committed at most " + longestRecoveryMillis + " ms after the calm";
        }
    }

    private static final int THREADS = 2;

    /** After the calm every replica has to commit this many blocks more than anybody had by then. */
    private static final int MORE_BLOCKS = 3;

    private Sweep() {}

    static Result run(int seeds, Duration calm, LongFunction<HotStuff2Simulation> description, Mutant... mutants) {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Result>> parts = new ArrayList<>();
            for (int part = 0; part < THREADS; part++) {
                long first = 1L + part;
                parts.add(executor.submit(() -> {
                    Result sum = Result.NONE;
                    for (long seed = first; seed <= seeds; seed += THREADS) {
                        sum = sum.plus(one(calm, description.apply(seed).calmAfter(calm), mutants));
                    }
                    return sum;
                }));
            }
            Result all = Result.NONE;
            for (Future<Result> part : parts) {
                all = all.plus(part.get());
            }
            return all;
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        } finally {
            executor.shutdownNow();
        }
    }

    private static Result one(Duration calm, HotStuff2Simulation description, Mutant... mutants) {
        SimulatedNetwork network = description.mutants(mutants).start();
        network.runFor(calm);
        NetworkObserver observer = network.observer();
        long target = observer.highestHeight() + MORE_BLOCKS;
        boolean recovered = observer.forks() > 0
                || network.runUntil(
                        () -> observer.lowestHeight() >= target || observer.forks() > 0, Duration.ofSeconds(60));
        long deviations = 0;
        for (Mutant mutant : mutants) {
            deviations += network.deviations(mutant);
        }
        boolean forked = observer.forks() > 0;
        return new Result(
                1,
                network.totals(),
                forked ? 1 : 0,
                forked && deviations == 0 ? 1 : 0,
                deviations > 0 ? 1 : 0,
                observer.doubleVotes(),
                observer.backwardVotes(),
                observer.lostVotes(),
                observer.lostCommits(),
                network.elapsed().minus(calm).toMillis(),
                observer.isClean() ? List.of() : List.of(network.toString()),
                recovered ? List.of() : List.of(network.toString()));
    }
}
