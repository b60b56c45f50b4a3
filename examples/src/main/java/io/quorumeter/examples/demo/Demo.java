package io.quorumeter.examples.demo;

import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.examples.demo.StoredChains.Straggler;
import io.quorumeter.examples.node.StoreFactory;
import io.quorumeter.examples.node.mempool.TransactionClient;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.examples.node.transport.Transport;
import io.quorumeter.examples.node.transport.TransportOptions;
import io.quorumeter.monitoring.system.SystemMetrics;
import io.quorumeter.spi.SteadyClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of the demo, from an empty folder to the verdict. */
final class Demo {

    private static final int AGREED = 0;
    private static final int NOT_AGREED = 1;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_HALT = TimeUnit.SECONDS.toNanos(20);
    private static final long HALT_POLL = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int HALT_MARGIN = 2;

    private final DemoOptions options;
    private final StoreFactory stores;
    private final AlertConfig thresholds;
    private final Report report;
    private final PrintWriter err;
    private final StopSignal stop;

    Demo(DemoOptions options, PrintWriter out, PrintWriter err, StopSignal stop) {
        this(options, StoreFactory.onDisk(), AlertConfig.defaults(), out, err, stop);
    }

    Demo(
            DemoOptions options,
            StoreFactory stores,
            AlertConfig thresholds,
            PrintWriter out,
            PrintWriter err,
            StopSignal stop) {
        this.thresholds = thresholds;
        this.options = options;
        this.stores = stores;
        this.report = new Report(options, out);
        this.err = err;
        this.stop = stop;
    }

    /**
     * Runs it.
     *
     * @return the exit status
     * @throws BadInputException if it cannot be done; nothing is left running, and nothing on disk that was not there before
     */
    int run() throws BadInputException {
        DataFolder folder = options.data().isPresent()
                ? DataFolder.open(options.data().get(), options.replicas(), options.seed())
                : DataFolder.temporary(options.replicas(), options.seed());
        try {
            StoredChains before = StoredChains.read(folder);
            if (!before.damages().isEmpty()) {
                return refuse(before.damages());
            }
            if (before.fork().isPresent()) {
                return refuse(List.of(
                        "the stores contradict each other: " + before.fork().get()));
            }
            Network network;
            Duration ran;
            try (ClusterWatch cluster = options.metrics()
                            ? new ClusterWatch(folder.validators().keyNames(), report::alert)
                            : null;
                    SystemMetrics system = options.metrics() && !options.processes()
                            ? SystemMetrics.of(folder.root()).start()
                            : null) {
                network = launch(folder, system);
                try {
                    ran = run(network, cluster);
                } finally {
                    network.close();
                }
            }
            return verdict(network, ran, before, StoredChains.read(folder));
        } catch (BadInputException e) {
            folder.discard();
            throw e;
        } catch (StoreException e) {
            return refuse(List.of(LocalReplica.describe(e)));
        } finally {
            folder.close();
        }
    }

    private int refuse(List<String> damages) {
        damages.forEach(damage -> err.println("demo: " + damage));
        err.flush();
        return NOT_AGREED;
    }

    /** Opens the replicas and the client; nothing moves yet. */
    Network launch(DataFolder folder, @Nullable SystemMetrics system) throws BadInputException, StoreException {
        ReplicaLauncher launcher = options.processes()
                ? new ProcessLauncher(options, folder, report::alert)
                : new LocalLauncher(options, folder, stores, thresholds, report::alert, system);
        List<ReplicaHandle> launched = launcher.launchAll();
        try {
            Transport transport = Transport.ofClient(
                    folder.validators(),
                    TransportOptions.defaults(),
                    new SilentListener(),
                    System::nanoTime,
                    failure -> err.println("demo: the client's network thread ended: " + failure));
            TransactionClient client = new TransactionClient(
                    transport,
                    options.replicas(),
                    options.rate(),
                    options.transactionBytes(),
                    new SecureRandom().nextLong(),
                    System::nanoTime);
            return new Network(
                    launched,
                    launcher,
                    transport,
                    client,
                    options,
                    folder.validators().quorum());
        } catch (IOException e) {
            launched.forEach(ReplicaHandle::close);
            throw new BadInputException("there is no socket to be had for the client: " + e.getMessage());
        }
    }

    /** Lets the network run for its time, breaking it on the way as it was asked for; returns how long it ran. */
    private Duration run(Network network, @Nullable ClusterWatch cluster) {
        report.started(network, options.data());
        network.start();
        long end = options.duration().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        Queue<Fault> faults = new ArrayDeque<>(options.faults().faults());
        long nextLine = SECOND;
        while (true) {
            long nextFault =
                    faults.isEmpty() ? Long.MAX_VALUE : faults.element().at().toNanos();
            long next = Math.min(end, Math.min(nextFault, nextLine));
            boolean stopped = stop.await(next - report.elapsed().toNanos());
            long now = report.elapsed().toNanos();
            while (!stopped && !faults.isEmpty() && now >= faults.element().at().toNanos()) {
                report.fault(faults.remove(), network);
            }
            if (!stopped && now >= nextLine) {
                refresh(network);
                report.line(Duration.ofNanos(now), network);
                look(network, cluster);
                nextLine = SECOND * (now / SECOND + 1);
            }
            if (stopped || now >= end || report.isUnread()) {
                refresh(network);
                look(network, cluster);
                report.ending(network.members(), cluster);
                report.ask(network);
                network.stopClient();
                network.heal();
                network.reform();
                halt(network);
                return Duration.ofNanos(now);
            }
        }
    }

    private static void look(Network network, @Nullable ClusterWatch cluster) {
        if (cluster != null) {
            cluster.look(network.digests(), SteadyClock.system().instant());
        }
    }

    private void refresh(Network network) {
        for (Member member : network.members()) {
            member.refresh().ifPresent(failure -> report.failed(member.index(), failure));
        }
    }

    /**
     * Has all replicas stop at one height a little above the highest, so that their chains end with the same block. Who has only just been
     * restarted gets the time to catch up first: those that halted would no longer tell it of what it missed.
     */
    private void halt(Network network) {
        if (!network.hasQuorum()) {
            return;
        }
        long deadline = System.nanoTime() + LONGEST_HALT;
        refresh(network); // a height that is not of now may have been passed by some
        long highest = network.height();
        await(network, deadline, () -> network.reached(highest));
        network.haltAt(network.height() + HALT_MARGIN);
        refresh(network);
        await(network, deadline, network::isHalted);
    }

    private void await(Network network, long deadline, BooleanSupplier done) {
        StopSignal never = new StopSignal();
        while (!done.getAsBoolean() && network.hasQuorum() && System.nanoTime() - deadline < 0) {
            never.await(HALT_POLL);
            refresh(network);
        }
    }

    /** Agreed is who holds the same chain, or, if it went down or there was no quorum, the beginning of it. */
    private int verdict(Network network, Duration ran, StoredChains before, StoredChains after) {
        List<Straggler> stragglers =
                network.couldCommit() ? after.stragglers(network.lastUp(), network.haltHeight()) : List.of();
        report.summary(network, ran, before, after, stragglers);
        boolean failed =
                network.members().stream().anyMatch(member -> member.failure().isPresent());
        return after.damages().isEmpty() && after.fork().isEmpty() && stragglers.isEmpty() && !failed
                ? AGREED
                : NOT_AGREED;
    }
}
