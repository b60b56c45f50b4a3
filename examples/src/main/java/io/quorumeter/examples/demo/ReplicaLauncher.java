package io.quorumeter.examples.demo;

import io.quorumeter.examples.node.store.StoreException;
import java.util.List;

/** Brings replicas up, in this JVM or in others. */
interface ReplicaLauncher {

    /**
     * Brings up all replicas. If one cannot be, none is left running.
     *
     * @return them by index; each listens, and waits for {@link ReplicaHandle#start}
     * @throws BadInputException if a metrics port is taken
     * @throws StoreException if a store is damaged
     */
    List<ReplicaHandle> launchAll() throws BadInputException, StoreException;

    /** Brings up one replica after a crash, serving its metrics on the port given. */
    ReplicaHandle launch(int replica, int metricsPort) throws BadInputException, StoreException;
}
