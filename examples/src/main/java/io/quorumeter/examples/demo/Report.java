package io.quorumeter.examples.demo;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.examples.demo.StoredChains.Fork;
import io.quorumeter.examples.demo.StoredChains.Straggler;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the demo prints. */
final class Report {

    private final DemoOptions options;
    private final PrintWriter out;
    private final FoundOut found;
    private final Object lock = new Object();
    private @Nullable List<String> held;
    private List<String> answers = List.of();
    private long begin;
    private Duration lastLine = Duration.ZERO;
    private boolean ending;

    Report(DemoOptions options, PrintWriter out) {
        this.options = options;
        this.found = new FoundOut(options);
        this.out = out;
    }

    /** What is printed before the network moves; all times count from now. */
    void started(Network network, Optional<Path> data) {
        print(
                "%d replicas of HotStuff-2 %s, delta %s, %,d transactions/s of %,d bytes, up to %,d in a block",
                options.replicas(),
                options.processes() ? "in a process each" : "in one process",
                Durations.format(options.delta()),
                options.rate(),
                options.transactionBytes(),
                options.batch());
        if (!options.metrics()) {
            print("Metrics are off: the replicas record only what is printed here, and nobody watches them.");
        }
        int wrong = options.byzantine().kinds().size();
        int faults = Protocol.basic().replicas(options.replicas()).faults();
        if (wrong > faults) {
            print(
                    "MORE THAN f: %d of %d replicas break the protocol on purpose, and %d replicas stand f = %d. Neither "
                            + "safety nor liveness is"
                            + " promised: a fork or a standstill is then no defect.",
                    wrong, options.replicas(), options.replicas(), faults);
        }
        int index = 0;
        for (URI uri : network.metricsUris()) {
            print("  replica %-2d  %s", index++, uri);
        }
        data.ifPresent(folder -> print("  data in %s", folder));
        print(options.duration()
                .map(duration -> "Stops after " + Durations.format(duration) + ", or with Ctrl-C.")
                .orElse("Ctrl-C stops it."));
        print("");
        synchronized (lock) {
            begin = System.nanoTime();
        }
    }

    /** Returns how long the network has run. */
    Duration elapsed() {
        synchronized (lock) {
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }

    /** The line of a second. */
    void line(Duration now, Network network) {
        double seconds = now.minus(lastLine).toNanos() / 1e9;
        lastLine = now;
        ReplicaStatus.Latency latency = network.recentLatency();
        print(
                "%5ds  view %,7d  height %,7d  %,8.0f tx/s  %-32s  time-outs %,d%s",
                now.toSeconds(),
                network.view(),
                network.height(),
                network.transactionsSince() / seconds,
                latency.isKnown() ? "commit " + latency : "no commits",
                network.timeouts(),
                network.running() < options.replicas() ? "  (" + running(network) + ")" : "");
    }

    /** Returns whether whoever read the lines has gone, as {@code head} does when it has enough. */
    boolean isUnread() {
        return out.checkError();
    }

    /** Inflicts a fault and tells of it, before any alert that comes of it. */
    void fault(Fault fault, Network network) {
        List<String> alerts = new ArrayList<>();
        synchronized (lock) {
            held = alerts;
            found.fault(fault);
        }
        Optional<String> failure = network.inflict(fault);
        synchronized (lock) {
            print(fault, network, failure);
            held = null;
            alerts.forEach(out::println);
            out.flush();
        }
    }

    private void print(Fault fault, Network network, Optional<String> failure) {
        String whom = fault.replicas().stream().map(String::valueOf).collect(Collectors.joining(" and "));
        String what = switch (fault.kind()) {
            case CRASH -> "replica " + whom + " crashed";
            case RESTART ->
                "replica " + whom
                        + failure.map(cause -> " could not be restarted: " + cause)
                                .orElse(" restarted");
            case PARTITION ->
                (fault.replicas().size() == 1 ? "replica " + whom + " is" : "replicas " + whom + " are")
                        + " cut off from the others";
            case SLOW_DISK -> "the disk of replica " + whom + " is slow";
            case CLOCK ->
                "the clock of replica " + whom + " is set "
                        + Durations.format(fault.ahead().abs())
                        + (fault.ahead().isNegative() ? " behind" : " ahead");
            case FLOOD -> "clients flood the network";
            case HEAL -> "the network has healed";
        };
        print("%6s  %s; %s", Durations.format(fault.at()), what, running(network));
    }

    /** The network is about to be stopped: what the replicas find from now on is because of that. */
    void ending(List<Member> members, @Nullable ClusterWatch cluster) {
        synchronized (lock) {
            ending = true;
            members.forEach(member -> found.acted(member.index(), member.misdeeds()));
            if (cluster != null) {
                cluster.tell(found);
            }
        }
    }

    /** An alert began or ended; from any thread. */
    void alert(int replica, String line) {
        String whose = replica == AlertListener.CLUSTER ? "cluster  " : "replica " + replica;
        synchronized (lock) {
            if (ending) {
                return;
            }
            found.alert(replica, line);
            double seconds = elapsed().toNanos() / 1e9;
            String text = String.format(Locale.ROOT, "%5.1fs  %s  %s", seconds, whose, line);
            if (held == null) {
                out.println(text);
                out.flush();
            } else {
                held.add(text);
            }
        }
    }

    /** Asks a replica about the run while it is there to answer. */
    void ask(Network network) {
        if (options.metrics()) {
            answers = network.metricsUris().stream()
                    .findFirst()
                    .map(Questions::ask)
                    .orElse(List.of());
        }
    }

    void failed(int replica, String failure) {
        print("        replica %d stopped: %s", replica, failure);
    }

    private String running(Network network) {
        String running = network.running() + " of " + options.replicas() + " run";
        if (network.hasQuorum()) {
            return running;
        }
        return network.running() < network.quorum()
                ? running + ", " + network.quorum() + " are needed"
                : running + ", but no side has the " + network.quorum() + " that are needed";
    }

    /** What became of it all. */
    void summary(Network network, Duration ran, StoredChains before, StoredChains after, List<Straggler> stragglers) {
        print("");
        print("replica   blocks  transactions  commit latency                time-outs");
        for (Member member : network.members()) {
            print(
                    "%7d %,8d %,13d  %-28s  %,9d%s",
                    member.index(),
                    after.height(member.index()),
                    after.chains()
                            .get(member.index())
                            .map(chain -> chain.transactionsAbove(0))
                            .orElse(0L),
                    member.status().overall(),
                    member.timeouts(),
                    member.story().isEmpty() ? "" : "  " + String.join(", ", member.story()));
        }
        print("");
        int heightBefore = before.longest().height();
        int blocks = after.longest().height() - heightBefore;
        long transactions = after.longest().transactionsAbove(heightBefore);
        double seconds = ran.toNanos() / 1e9;
        print(
                "In %.1f s: %,d blocks (%,.1f/s), %,d transactions (%,.0f/s), commit latency %s",
                seconds, blocks, blocks / seconds, transactions, transactions / seconds, network.overallLatency());
        shortfall(options.rate(), transactions, seconds).ifPresent(line -> print("%s", line));
        if (!network.couldCommit()) {
            print(
                    "No quorum at the end: %d of %d replicas were up and %d are needed, so nothing more was committed; "
                            + "view timers expired %,d times.",
                    network.lastRunning(), options.replicas(), network.quorum(), network.timeouts());
        }
        synchronized (lock) {
            found.lines().forEach(line -> print("%s", line));
            found.stillFiring().ifPresent(line -> print("%s", line));
        }
        answers.forEach(line -> print("%s", line));
        if (!options.metrics()) {
            print("NOT WATCHED: metrics were off, so there were no alerts, and nobody looked for misbehaviour.");
        }
        verdict(network, after, stragglers);
    }

    /** What to say where less than nine tenths of the transactions asked for were committed, for whatever reason. */
    static Optional<String> shortfall(int rate, long committed, double seconds) {
        double perSecond = committed / seconds;
        return perSecond >= 0.9 * rate
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Less than asked for: %,.0f of %,d transactions/s were committed.",
                        perSecond,
                        rate));
    }

    private void verdict(Network network, StoredChains after, List<Straggler> stragglers) {
        after.damages().forEach(damage -> print("DAMAGED: %s", damage));
        for (Member member : network.members()) {
            member.failure().ifPresent(failure -> print("FAILED: replica %d: %s", member.index(), failure));
        }
        Optional<Fork> fork = after.fork();
        if (fork.isPresent()) {
            print("FORK: %s.", fork.get());
            return;
        }
        stragglers.forEach(straggler -> print("BEHIND: %s.", straggler));
        agreement(network, after);
    }

    private void agreement(Network network, StoredChains after) {
        int height = after.longest().height();
        List<String> behind = new ArrayList<>();
        int whole = 0;
        for (Member member : network.members()) {
            int own = after.height(member.index());
            if (after.chains().get(member.index()).isEmpty()) {
                continue;
            }
            if (own == height) {
                whole++;
            } else {
                behind.add(String.format(Locale.ROOT, "replica %d holds the first %,d of them", member.index(), own));
            }
        }
        print(
                "%s the same chain: %,d blocks, read back from disk and compared block by block%s.",
                whole == options.replicas()
                        ? "All " + whole + " replicas committed"
                        : "No fork: " + whole + " replicas hold",
                height,
                behind.isEmpty() ? "" : "; " + String.join(", ", behind));
    }

    private void print(String format, Object... values) {
        out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
