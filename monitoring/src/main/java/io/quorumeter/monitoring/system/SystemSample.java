package io.quorumeter.monitoring.system;

import io.quorumeter.alerting.alert.SystemReadings;
import java.time.Instant;

/**
 * What a process takes of its machine, sampled. Immutable. Shares are from 0 to 1, and NaN when they are not known.
 *
 * @param time when it was sampled
 * @param cpuUsage share of all processors that the process took over the sampler's window, or since its first sample; NaN
 *     before a sixth of the window has passed
 * @param memoryUsage share of the largest heap that stayed in use: what was least in use over the sampler's window, so that
 *     garbage which is
 *     yet to be collected does not count; NaN when the heap has no limit
 * @param diskUsage share of the volume in use
 * @param processors how many processors there are, 1 or more
 * @param memoryUsedBytes the heap in use now
 * @param memoryMaxBytes the largest heap, −1 when it has no limit
 * @param diskAvailableBytes what is left of the volume; −1 when it cannot be found out
 * @param diskCapacityBytes the size of the volume; −1 when it cannot be found out
 */
public record SystemSample(
        Instant time,
        double cpuUsage,
        double memoryUsage,
        double diskUsage,
        int processors,
        long memoryUsedBytes,
        long memoryMaxBytes,
        long diskAvailableBytes,
        long diskCapacityBytes)
        implements SystemReadings {}
