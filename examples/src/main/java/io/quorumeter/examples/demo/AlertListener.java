package io.quorumeter.examples.demo;

/** Is told of the alerts of the replicas, on any thread. */
@FunctionalInterface
interface AlertListener {

    /** Stands for nobody in particular: somebody who sees what all replicas see. */
    int OBSERVER = -1;

    /**
     * Takes one alert.
     *
     * @param replica whose it is, or {@link #OBSERVER}
     * @param line the alert for people
     */
    void alert(int replica, String line);
}
