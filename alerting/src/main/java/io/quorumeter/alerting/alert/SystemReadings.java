package io.quorumeter.alerting.alert;

import java.time.Duration;
import java.time.Instant;

/** What the rules read of a process and its machine at one moment. Shares are from 0 to 1, and NaN when they are not known. */
public interface SystemReadings {
    /**
     * When it was sampled.
     *
     * @return the time
     */
    Instant time();

    /**
     * The share of all processors that the process took over the sampler's window.
     *
     * @return 0 to 1, or NaN
     */
    double cpuUsage();

    /**
     * How many processors there are.
     *
     * @return 1 or more
     */
    int processors();

    /**
     * The share of the largest heap that stayed in use over the sampler's window.
     *
     * @return 0 to 1, or NaN
     */
    double memoryUsage();

    /**
     * The share of the volume in use.
     *
     * @return 0 to 1, or NaN
     */
    double diskUsage();

    /** Takes the readings. Thread-safe. */
    interface Sampler {
        /**
         * Takes a sample. May block, as on a volume that hangs.
         *
         * @return the readings
         */
        SystemReadings sample();

        /**
         * Returns a sampler of the same process and volume with another window, and without samples.
         *
         * @param length over how long the use of processors and memory is taken, positive, up to 36,500 days
         * @return a new sampler
         * @throws IllegalArgumentException when the length is out of range
         */
        Sampler withWindow(Duration length);
    }
}
