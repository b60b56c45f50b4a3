package io.quorumeter.monitoring.system;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Reads from the beans of the JDK what they say of the process and the machine, where there is no {@code /proc}. */
final class BeanReader implements SystemReader {
    private static final double NANOS_PER_SECOND = 1e9;

    final Reading machine = new Reading();
    final Reading memoryTotal;
    final Reading memoryUsed;
    private final java.lang.management.OperatingSystemMXBean bean = ManagementFactory.getOperatingSystemMXBean();
    private final Reading cpu;
    private final Reading virtual;
    private final Reading openFiles;
    private final Reading mostFiles;
    private final Reading load;
    private final Reading memoryFree;
    private final Reading swapTotal;
    private final Reading swapFree;

    BeanReader(SystemSeries shown) {
        SystemSeries.Group series = shown.group();
        cpu = series.add(SystemFamilies.PROCESS_CPU);
        virtual = series.add(SystemFamilies.PROCESS_VIRTUAL);
        openFiles = series.add(SystemFamilies.OPEN_FILES);
        mostFiles = series.add(SystemFamilies.MOST_FILES);
        load = series.add(SystemFamilies.LOAD_1);
        memoryTotal = series.add(SystemFamilies.MEMORY_TOTAL);
        memoryFree = series.add(SystemFamilies.MEMORY_FREE);
        memoryUsed = series.add(SystemFamilies.MEMORY_USED);
        swapTotal = series.add(SystemFamilies.SWAP_TOTAL);
        swapFree = series.add(SystemFamilies.SWAP_FREE);
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        series.add(SystemFamilies.PROCESS_START).set(started / (double) TimeUnit.SECONDS.toMillis(1));
    }

    @Override
    public void read() {
        double average = bean.getSystemLoadAverage();
        load.set(average < 0 ? Double.NaN : average);
        if (bean instanceof OperatingSystemMXBean more) {
            long nanos = more.getProcessCpuTime();
            cpu.set(nanos < 0 ? Double.NaN : nanos / NANOS_PER_SECOND);
            virtual.set(more.getCommittedVirtualMemorySize());
            double share = more.getCpuLoad();
            machine.set(share < 0 ? Double.NaN : share);
            memoryTotal.set(more.getTotalMemorySize());
            memoryFree.set(more.getFreeMemorySize());
            memoryUsed.set(memoryTotal.value() - memoryFree.value());
            swapTotal.set(more.getTotalSwapSpaceSize());
            swapFree.set(more.getFreeSwapSpaceSize());
        }
        if (bean instanceof UnixOperatingSystemMXBean unix) {
            openFiles.set(unix.getOpenFileDescriptorCount());
            mostFiles.set(unix.getMaxFileDescriptorCount());
        }
    }
}
