package io.quorumeter.monitoring.system;

import io.quorumeter.LabelValue;
import io.quorumeter.monitoring.system.SystemFamilies.CpuScope;
import io.quorumeter.monitoring.system.SystemFamilies.MemoryScope;

/** Relates what the others read to what there is: the shares of processors and memory that are in use. */
final class UsageReader implements SystemReader {
    /** A sample costs more than all the rest. */
    private static final int READINGS_A_SAMPLE = 5;

    private final SystemSampler sampler;
    private final Parts parts;
    private final Reading cpuOfProcess;
    private final Reading cpuOfMachine;
    private final Reading heap;
    private final Reading process;
    private final Reading container;
    private final Reading machine;
    private int reading;

    /** What others read; a reading without a value where there is none. */
    record Parts(
            Reading cpuOfMachine, Reading resident, Reading total, Reading used, Reading workingSet, Reading limit) {}

    UsageReader(SystemSampler sampler, Parts parts, SystemSeries shown) {
        this.sampler = sampler;
        this.parts = parts;
        SystemSeries.Group series = shown.group();
        cpuOfProcess = series.add(SystemFamilies.CPU_USAGE, LabelValue.of(CpuScope.PROCESS));
        cpuOfMachine = series.add(SystemFamilies.CPU_USAGE, LabelValue.of(CpuScope.MACHINE));
        heap = series.add(SystemFamilies.MEMORY_USAGE, LabelValue.of(MemoryScope.HEAP));
        process = series.add(SystemFamilies.MEMORY_USAGE, LabelValue.of(MemoryScope.PROCESS));
        container = series.add(SystemFamilies.MEMORY_USAGE, LabelValue.of(MemoryScope.CONTAINER));
        machine = series.add(SystemFamilies.MEMORY_USAGE, LabelValue.of(MemoryScope.MACHINE));
    }

    @Override
    public void read() {
        if (reading % READINGS_A_SAMPLE == 0) {
            SystemSample sample = sampler.sample();
            cpuOfProcess.set(sample.cpuUsage());
            heap.set(sample.memoryUsage());
        }
        reading++;
        cpuOfMachine.set(parts.cpuOfMachine.value());
        process.set(share(parts.resident, parts.total));
        container.set(share(parts.workingSet, parts.limit));
        machine.set(share(parts.used, parts.total));
    }

    /** NaN when one is not known. */
    private static double share(Reading part, Reading whole) {
        return whole.value() > 0 ? part.value() / whole.value() : Double.NaN;
    }
}
