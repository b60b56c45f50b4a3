package io.quorumeter.examples.demo;

import io.quorumeter.examples.node.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One replica of the network through all its lives. */
final class Member {

    private final int index;
    private final ReplicaLauncher launcher;
    private final int metricsPort;
    private final List<String> story = new ArrayList<>();
    private @Nullable ReplicaHandle handle;
    private ReplicaStatus status = ReplicaStatus.NONE;
    private long timeoutsBefore;
    private long misdeedsBefore;
    private long transactionsSince;
    private @Nullable String failure;
    private boolean upAtTheEnd;

    Member(int index, ReplicaLauncher launcher, ReplicaHandle handle) {
        this.index = index;
        this.launcher = launcher;
        this.handle = handle;
        this.metricsPort = handle.metricsUri().getPort();
    }

    int index() {
        return index;
    }

    /** Returns it if it runs. */
    Optional<ReplicaHandle> handle() {
        return Optional.ofNullable(handle);
    }

    boolean isUp() {
        return handle != null;
    }

    /** Returns what ended it against its will, if anything has. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns what was done to it, in words. */
    List<String> story() {
        return story;
    }

    /** Returns its status as last read. */
    ReplicaStatus status() {
        return status;
    }

    /** Returns how many transactions it committed between the last two readings. */
    long transactionsSince() {
        return transactionsSince;
    }

    /** Returns its time-outs in all its lives. */
    long timeouts() {
        return timeoutsBefore + status.timeouts();
    }

    /** Returns how often it broke the protocol on purpose in all its lives. */
    long misdeeds() {
        return misdeedsBefore + status.misdeeds();
    }

    /** Reads its status anew; returns what ended it, if it has ended by itself since the last time. */
    Optional<String> refresh() {
        if (handle == null) {
            return Optional.empty();
        }
        Optional<String> ended = handle.failure();
        if (ended.isPresent()) {
            failure = ended.get();
            handle.crash();
            handle = null;
            transactionsSince = 0;
            return ended;
        }
        ReplicaStatus read = handle.status();
        transactionsSince = read.transactions() - status.transactions();
        status = read;
        return Optional.empty();
    }

    void crash(Duration at) {
        if (handle != null) {
            status = handle.status();
            handle.crash();
            handle = null;
            transactionsSince = 0;
            story.add("crashed at " + Durations.format(at));
        }
    }

    /** Brings it up again; what stands in the way is its failure. */
    Optional<ReplicaHandle> restart(Duration at) {
        timeoutsBefore += status.timeouts();
        misdeedsBefore += status.misdeeds();
        status = ReplicaStatus.NONE;
        try {
            handle = launcher.launch(index, metricsPort);
            story.add("restarted at " + Durations.format(at));
        } catch (BadInputException e) {
            failure = e.getMessage();
        } catch (StoreException e) {
            failure = LocalReplica.describe(e);
        }
        return handle();
    }

    /** Returns whether it still ran when the network was closed. */
    boolean wasUpAtTheEnd() {
        return upAtTheEnd;
    }

    void close() {
        upAtTheEnd = handle != null;
        if (handle != null) {
            handle.close();
            handle = null;
        }
    }
}
