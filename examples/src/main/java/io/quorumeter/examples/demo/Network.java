package io.quorumeter.examples.demo;

import io.quorumeter.consensus.safety.ObservationDigest;
import io.quorumeter.examples.demo.ReplicaStatus.Latency;
import io.quorumeter.examples.node.mempool.TransactionClient;
import io.quorumeter.examples.node.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The replicas, who know each other's addresses, and the client that knows all of theirs. The demo's thread only. */
final class Network {

    /** Transactions a second that fill the mempools of a network on one machine. */
    private static final int FLOOD = 50_000;

    private final List<Member> members = new ArrayList<>();
    private final Transport clientTransport;
    private final TransactionClient client;
    private final int rate;
    private final Duration slowSync;
    private final int quorum;
    private Set<Integer> side = Set.of();
    private int lastRunning;
    private long haltHeight = Long.MAX_VALUE;

    Network(
            List<ReplicaHandle> launched,
            ReplicaLauncher launcher,
            Transport clientTransport,
            TransactionClient client,
            DemoOptions options,
            int quorum) {
        for (ReplicaHandle handle : launched) {
            members.add(new Member(members.size(), launcher, handle));
        }
        this.clientTransport = clientTransport;
        this.client = client;
        this.rate = options.rate();
        this.slowSync = options.delta().dividedBy(3);
        this.quorum = quorum;
    }

    List<Member> members() {
        return members;
    }

    List<URI> metricsUris() {
        return up().stream().map(ReplicaHandle::metricsUri).toList();
    }

    void start() {
        members.forEach(this::introduce);
        up().forEach(ReplicaHandle::start);
        client.start();
    }

    /** Tells everybody where a replica listens, and tells it where everybody else does. */
    private void introduce(Member newcomer) {
        newcomer.handle().ifPresent(handle -> {
            clientTransport.dial(newcomer.index(), handle.address());
            for (Member other : members) {
                if (other != newcomer) {
                    other.handle().ifPresent(peer -> {
                        peer.dial(newcomer.index(), handle.address());
                        handle.dial(other.index(), peer.address());
                    });
                }
            }
        });
    }

    /** Does what the fault says; returns what stood in the way, if anything. */
    Optional<String> inflict(Fault fault) {
        switch (fault.kind()) {
            case CRASH -> members.get(fault.replica()).crash(fault.at());
            case RESTART -> restart(members.get(fault.replica()), fault);
            case PARTITION -> part(Set.copyOf(fault.replicas()));
            case SLOW_DISK -> members.get(fault.replica()).handle().ifPresent(handle -> handle.slowDisk(slowSync));
            case CLOCK -> members.get(fault.replica()).handle().ifPresent(handle -> handle.setClock(fault.ahead()));
            case FLOOD -> client.rate(Math.max(FLOOD, 2 * rate));
            case HEAL -> heal();
        }
        return fault.replicas().isEmpty()
                ? Optional.empty()
                : members.get(fault.replica()).failure();
    }

    private void restart(Member member, Fault fault) {
        if (member.restart(fault.at()).isPresent()) {
            introduce(member);
            part(side);
            member.handle().ifPresent(ReplicaHandle::start);
        }
    }

    /** Has everybody reach everybody again, and disks, clocks and the client be as they were at the start. */
    void heal() {
        part(Set.of());
        up().forEach(handle -> {
            handle.slowDisk(Duration.ZERO);
            handle.setClock(Duration.ZERO);
        });
        client.rate(rate);
    }

    /** Has everybody follow the protocol from now on. */
    void reform() {
        up().forEach(ReplicaHandle::reform);
    }

    /** Cuts those named off from the others; nobody from anybody when none is named. */
    private void part(Set<Integer> named) {
        side = named;
        Set<Integer> others = members.stream()
                .map(Member::index)
                .filter(index -> !named.contains(index))
                .collect(Collectors.toSet());
        for (Member member : members) {
            Set<Integer> beyond = named.contains(member.index()) ? others : named;
            member.handle().ifPresent(handle -> handle.cut(beyond));
        }
    }

    /** Returns how many can reach each other on the larger side. */
    private int together() {
        int named = (int) members.stream()
                .filter(member -> member.isUp() && side.contains(member.index()))
                .count();
        return Math.max(named, running() - named);
    }

    /** Stops the transactions. */
    void stopClient() {
        client.close();
    }

    private List<ReplicaHandle> up() {
        return members.stream().flatMap(member -> member.handle().stream()).toList();
    }

    /** Returns what each of those that are up saw. */
    List<ObservationDigest> digests() {
        return up().stream().flatMap(handle -> handle.digest().stream()).toList();
    }

    int running() {
        return up().size();
    }

    int quorum() {
        return quorum;
    }

    boolean hasQuorum() {
        return together() >= quorum;
    }

    long view() {
        return members.stream()
                .filter(Member::isUp)
                .mapToLong(member -> member.status().view())
                .max()
                .orElse(0);
    }

    long height() {
        return members.stream()
                .mapToLong(member -> member.status().height())
                .max()
                .orElse(0);
    }

    long timeouts() {
        return members.stream().mapToLong(Member::timeouts).sum();
    }

    /** Returns the transactions committed between the last two readings by a typical replica, not by one that catches up. */
    long transactionsSince() {
        List<Long> counts = members.stream()
                .filter(Member::isUp)
                .map(Member::transactionsSince)
                .sorted()
                .toList();
        return counts.isEmpty() ? 0 : counts.get((counts.size() - 1) / 2);
    }

    /** Returns the latency since the last reading: the median of a typical replica, and the 99th percentile of the slowest. */
    Latency recentLatency() {
        return typical(members.stream()
                .filter(Member::isUp)
                .map(member -> member.status().recent())
                .toList());
    }

    /** Returns the same over whole lives. */
    Latency overallLatency() {
        return typical(members.stream().map(member -> member.status().overall()).toList());
    }

    private static Latency typical(List<Latency> latencies) {
        List<Latency> known = latencies.stream()
                .filter(Latency::isKnown)
                .sorted(Comparator.comparingDouble(Latency::p50))
                .toList();
        if (known.isEmpty()) {
            return Latency.NONE;
        }
        double slowest = known.stream().mapToDouble(Latency::p99).max().orElseThrow();
        return new Latency(known.get((known.size() - 1) / 2).p50(), slowest);
    }

    void haltAt(long height) {
        haltHeight = height;
        up().forEach(handle -> handle.haltAt(height));
    }

    boolean isHalted() {
        return members.stream()
                .filter(Member::isUp)
                .allMatch(member -> member.status().halted());
    }

    /** Ends it; what it was at that moment can still be asked. */
    void close() {
        lastRunning = running();
        client.close();
        members.forEach(Member::close);
    }

    /** Returns how many replicas were up when it ended. */
    int lastRunning() {
        return lastRunning;
    }

    /** Returns those that were up when it ended. */
    List<Integer> lastUp() {
        return members.stream().filter(Member::wasUpAtTheEnd).map(Member::index).toList();
    }

    /** Returns the height that all replicas were told to halt at; beyond all heights if they never were. */
    long haltHeight() {
        return haltHeight;
    }

    /** Returns whether every replica that is up holds at least this height, as far as their statuses say. */
    boolean reached(long height) {
        return members.stream()
                .filter(Member::isUp)
                .allMatch(member -> member.status().height() >= height);
    }

    /** Returns whether those were enough to commit. */
    boolean couldCommit() {
        return lastRunning >= quorum;
    }
}
