package io.quorumeter.monitoring.system;

import io.quorumeter.monitoring.system.SystemFamilies.Part;
import io.quorumeter.spi.GuardedThread;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Everything that is read, and how often: what changes slowly, and what costs most, not at each tick. Called by one thread at a time. */
final class Schedule {
    private static final int OFTEN = 1;
    private static final int SELDOM = 5;
    private static final int RARELY = 10;

    private final Kernel kernel;
    private final SystemSeries series;
    private final List<Job> jobs = new ArrayList<>();
    private long ticks;

    /** What is read every so many ticks. */
    private record Job(Part part, int ticks, SystemReader reader) {}

    Schedule(Kernel kernel, SystemSeries series) {
        this.kernel = kernel;
        this.series = series;
    }

    /** Adds what a kernel has. */
    UsageReader.Parts addKernel(CgroupFolders folders, ThreadReader threads, LongSupplier nanoTime) {
        CpuReader cpu = new CpuReader(kernel, series);
        MemoryReader memory = new MemoryReader(kernel, series);
        ResidentReader process = new ResidentReader(kernel, series);
        CgroupReader group = new CgroupReader(kernel, folders, series);
        add(Part.CPU, OFTEN, cpu);
        add(Part.MEMORY, OFTEN, memory);
        add(Part.NETWORK, OFTEN, new NetworkReader(kernel, series, nanoTime));
        add(Part.DISKS, OFTEN, new DiskReader(kernel, series));
        add(Part.PRESSURE, OFTEN, new PressureReader(kernel, series));
        add(Part.PROCESS, OFTEN, new ProcessReader(kernel, series, cpu.bootTime));
        add(Part.THREADS, OFTEN, threads);
        add(Part.PROCESS, SELDOM, process);
        add(Part.CGROUP, SELDOM, group);
        add(Part.LOAD, RARELY, new LoadReader(kernel, series));
        add(Part.PROCESS, RARELY, new FileCountReader(kernel, series));
        return new UsageReader.Parts(
                cpu.machine, process.resident, memory.total, memory.used, group.workingSet, group.memoryLimit);
    }

    /** Adds what the JDK has instead. */
    UsageReader.Parts addBeans() {
        BeanReader beans = new BeanReader(series);
        add(Part.JVM, OFTEN, beans);
        Reading none = new Reading();
        return new UsageReader.Parts(beans.machine, none, beans.memoryTotal, beans.memoryUsed, none, none);
    }

    /** Adds the JVM, and the shares of what was added before. */
    void addJvm(UsageReader.Parts parts) {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            add(Part.JVM, OFTEN, new CollectionReader(collector, series));
        }
        add(Part.JVM, OFTEN, new UsageReader(SystemSampler.of(JvmSource.withoutVolume()), parts, series));
        add(Part.JVM, SELDOM, new JvmReader(series));
        add(Part.JVM, RARELY, new ThreadStateReader(series));
    }

    private void add(Part part, int every, SystemReader reader) {
        jobs.add(new Job(part, every, reader));
    }

    /** Reads what is due: everything at first, and then never all of it at once. */
    void read() {
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            if (ticks == 0 || ticks % job.ticks == i % job.ticks) {
                count(job.part, GuardedThread.call(job.reader::read));
            }
        }
        ticks++;
    }

    /** Counts what went wrong, if anything did. */
    void count(Part part, @Nullable Throwable failed) {
        if (failed != null) {
            kernel.failures(part).increment();
        }
    }
}
