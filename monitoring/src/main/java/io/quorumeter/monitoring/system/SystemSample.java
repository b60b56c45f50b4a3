package io.quorumeter.monitoring.system;

/**
 * What a process takes of its machine, as shares from 0 to 1; NaN when one is not known.
 *
 * @param cpuUsage share of all processors that the process took over the sampler's window, or since its first sample; NaN before a sixth of
 *     the window has passed
 * @param memoryUsage share of the largest heap that stayed in use: what was least in use over the sampler's window, so that garbage which
 *     is yet to be collected does not count; NaN when the heap has no limit
 */
record SystemSample(double cpuUsage, double memoryUsage) {}
