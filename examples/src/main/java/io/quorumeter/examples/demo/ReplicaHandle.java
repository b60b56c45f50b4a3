package io.quorumeter.examples.demo;

import io.quorumeter.consensus.safety.ObservationDigest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A running replica as the demo sees it, wherever it runs. */
interface ReplicaHandle {

    /** Returns where it listens for peers and clients. */
    InetSocketAddress address();

    /** Returns where its metrics are. */
    URI metricsUri();

    /** Says where another replica listens, now or anew. */
    void dial(int replica, InetSocketAddress where);

    /** Cuts it off from these replicas, and from no others. */
    void cut(Set<Integer> replicas);

    /** Has each sync of its disk take so much longer; zero for no longer. */
    void slowDisk(Duration more);

    /** Sets its wall clock ahead of the machine's by so much, behind it if negative. */
    void setClock(Duration ahead);

    /** Has it follow the protocol from now on, if it broke it on purpose. */
    void reform();

    /** Begins, once it knows where the others are. */
    void start();

    /** Returns how it is doing. */
    ReplicaStatus status();

    /** Returns what it saw and sent in its last views; empty when it does not answer. */
    Optional<ObservationDigest> digest();

    /** Has it stop after the commit step that reaches this height, which may pass it. */
    void haltAt(long height);

    /** Returns what ended it, if it has ended without being asked to. */
    Optional<String> failure();

    /** Takes it away without a chance to save anything. */
    void crash();

    /** Ends it in order. */
    void close();
}
