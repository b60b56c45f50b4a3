package io.quorumeter.monitoring.system;

/** Where a sampler reads what it samples. */
interface SystemSource {
    /** Processor time of the process in nanoseconds, −1 when it is not known. */
    long cpuNanos();

    int processors();

    long memoryUsedBytes();

    /** −1 when there is no limit. */
    long memoryMaxBytes();

    /** −1 when it cannot be found out. */
    long diskAvailableBytes();

    /** −1 when it cannot be found out. */
    long diskCapacityBytes();

    /** The share of the volume in use; NaN when it cannot be found out. */
    default double diskUsage() {
        long available = diskAvailableBytes();
        long capacity = diskCapacityBytes();
        return capacity > 0 && available >= 0 ? 1 - (double) available / capacity : Double.NaN;
    }
}
