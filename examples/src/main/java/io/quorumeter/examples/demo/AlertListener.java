package io.quorumeter.examples.demo;

/** Is told of the alerts of the replicas, on any thread. */
@FunctionalInterface
interface AlertListener {

    /** Stands for all replicas: what they saw, put together. */
    int CLUSTER = -1;

    /**
     * Takes one alert.
     *
     * @param replica whose it is, or {@link #CLUSTER}
     * @param line the alert for people
     */
    void alert(int replica, String line);
}
