package io.quorumeter.monitoring.system;

import io.quorumeter.LabelValue;
import io.quorumeter.monitoring.system.SystemFamilies.CgroupEvent;
import io.quorumeter.monitoring.system.SystemFamilies.Part;

/**
 * Reads the control group of the process: what it takes, what it may take, and how often it was held back. Where the files of the two
 * versions differ, that one is read which is there.
 */
final class CgroupReader implements SystemReader {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /** A larger limit is none; version 1 says a little less than the greatest long. */
    private static final long NO_LIMIT = 1L << 60;

    private static final CgroupEvent[] EVENTS = CgroupEvent.values();

    /** The memory without the part of the file cache that was not used lately. */
    final Reading workingSet;

    /** The memory that the group may have; absent when that is not limited. */
    final Reading memoryLimit;

    private final KernelFile cpu;
    private final KernelFile oldCpuUsage;
    private final KernelFile quota;
    private final KernelFile oldPeriod;
    private final KernelFile memory;
    private final KernelFile taken;
    private final KernelFile limit;
    private final KernelFile events;
    private final KernelFile oldFailures;
    private final Keys cpuKeys =
            new Keys("usage_usec", "nr_periods", "nr_throttled", "throttled_usec", "throttled_time");
    private final Keys memoryKeys = new Keys("inactive_file", "total_inactive_file");
    private final Keys eventKeys = new Keys("low", "high", "max", "oom", "oom_kill");
    private final Reading cpuSeconds;
    private final Reading periods;
    private final Reading throttled;
    private final Reading throttledSeconds;
    private final Reading quotaMicros;
    private final Reading periodMicros;
    private final Reading takenBytes;
    private final Reading[] counts = new Reading[EVENTS.length];

    CgroupReader(Kernel kernel, CgroupFolders folders, SystemSeries shown) {
        String folder = folders.of("cpu");
        cpu = kernel.optional(Part.CGROUP, folder + "cpu.stat");
        quota = either(kernel, folder + "cpu.max", folder + "cpu.cfs_quota_us");
        oldPeriod = kernel.optional(Part.CGROUP, folder + "cpu.cfs_period_us");
        oldCpuUsage = kernel.optional(Part.CGROUP, folders.of("cpuacct") + "cpuacct.usage");
        folder = folders.of("memory");
        memory = kernel.optional(Part.CGROUP, folder + "memory.stat");
        taken = either(kernel, folder + "memory.current", folder + "memory.usage_in_bytes");
        limit = either(kernel, folder + "memory.max", folder + "memory.limit_in_bytes");
        events = either(kernel, folder + "memory.events", folder + "memory.oom_control");
        oldFailures = kernel.optional(Part.CGROUP, folder + "memory.failcnt");
        SystemSeries.Group series = shown.group();
        cpuSeconds = series.add(SystemFamilies.CONTAINER_CPU);
        periods = series.add(SystemFamilies.CONTAINER_PERIODS);
        throttled = series.add(SystemFamilies.CONTAINER_THROTTLED);
        throttledSeconds = series.add(SystemFamilies.CONTAINER_THROTTLED_TIME);
        quotaMicros = series.add(SystemFamilies.CONTAINER_QUOTA);
        periodMicros = series.add(SystemFamilies.CONTAINER_PERIOD);
        takenBytes = series.add(SystemFamilies.CONTAINER_MEMORY);
        workingSet = series.add(SystemFamilies.CONTAINER_WORKING_SET);
        memoryLimit = series.add(SystemFamilies.CONTAINER_MEMORY_LIMIT);
        for (CgroupEvent event : EVENTS) {
            counts[event.ordinal()] = series.add(SystemFamilies.CONTAINER_MEMORY_EVENTS, LabelValue.of(event));
        }
    }

    private static KernelFile either(Kernel kernel, String path, String oldPath) {
        return kernel.optional(Part.CGROUP, kernel.has(path) ? path : oldPath);
    }

    @Override
    public void read() {
        readCpu();
        readMemory();
    }

    private void readCpu() {
        boolean isRead = cpuKeys.read(cpu);
        if (isRead && cpuKeys.of(1) < 0 && cpuKeys.of(0) < 0) {
            cpu.malformed();
        }
        set(cpuSeconds, cpuKeys.of(0), MICROS_PER_SECOND, number(cpuKeys.of(0), oldCpuUsage));
        periods.set(cpuKeys.of(1));
        throttled.set(cpuKeys.of(2));
        set(throttledSeconds, cpuKeys.of(3), MICROS_PER_SECOND, cpuKeys.of(4));
        quotaMicros.set(number(Scan.NONE, quota));
        periodMicros.set(number(quota.text().number(), oldPeriod));
    }

    private void readMemory() {
        memoryKeys.read(memory);
        eventKeys.read(events);
        long bytes = number(Scan.NONE, taken);
        long idleCache = Math.max(0, Math.max(memoryKeys.of(0), memoryKeys.of(1)));
        takenBytes.set(bytes);
        workingSet.set(bytes < 0 ? Scan.NONE : Math.max(0, bytes - idleCache));
        long most = number(Scan.NONE, limit);
        memoryLimit.set(most < NO_LIMIT ? most : Scan.NONE);
        for (CgroupEvent event : EVENTS) {
            long count = eventKeys.of(event.ordinal());
            counts[event.ordinal()].set(event == CgroupEvent.MAX ? number(count, oldFailures) : count);
        }
    }

    /** Sets micros of version 2, or else nanos of version 1. */
    private static void set(Reading seconds, long micros, double perSecond, long oldNanos) {
        if (micros >= 0) {
            seconds.set(micros / perSecond);
        } else {
            seconds.set(oldNanos < 0 ? Double.NaN : oldNanos / NANOS_PER_SECOND);
        }
    }

    /** The number if there is one, otherwise the first one in a file of version 1. */
    private static long number(long newer, KernelFile old) {
        if (newer >= 0) {
            return newer;
        }
        return old.read() && old.text().nextLine() ? old.text().number() : Scan.NONE;
    }
}
