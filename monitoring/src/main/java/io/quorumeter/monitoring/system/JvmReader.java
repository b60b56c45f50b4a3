package io.quorumeter.monitoring.system;

import io.quorumeter.Declaration;
import io.quorumeter.LabelValue;
import io.quorumeter.monitoring.system.SystemFamilies.Area;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the beans of the JVM: memory, threads, classes. */
final class JvmReader implements SystemReader {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final List<Declaration<?>> AREA =
            List.of(SystemFamilies.JVM_USED, SystemFamilies.JVM_COMMITTED, SystemFamilies.JVM_MAX);
    private static final List<Declaration<?>> POOL =
            List.of(SystemFamilies.JVM_POOL_USED, SystemFamilies.JVM_POOL_COMMITTED, SystemFamilies.JVM_POOL_MAX);

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    private final SystemSeries.Group series;
    private final List<SystemReader> readers = new ArrayList<>();

    JvmReader(SystemSeries shown) {
        series = shown.group();
        usage(memory::getHeapMemoryUsage, AREA, LabelValue.of(Area.HEAP));
        usage(memory::getNonHeapMemoryUsage, AREA, LabelValue.of(Area.NONHEAP));
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            usage(pool::getUsage, POOL, pool.getName());
        }
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).forEach(this::buffers);
        number(SystemFamilies.JVM_THREADS, threads::getThreadCount);
        number(SystemFamilies.JVM_DAEMONS, threads::getDaemonThreadCount);
        number(SystemFamilies.JVM_PEAK_THREADS, threads::getPeakThreadCount);
        number(SystemFamilies.JVM_STARTED_THREADS, threads::getTotalStartedThreadCount);
        number(SystemFamilies.JVM_CLASSES, classes::getLoadedClassCount);
        number(SystemFamilies.JVM_LOADED_CLASSES, classes::getTotalLoadedClassCount);
        number(SystemFamilies.JVM_UNLOADED_CLASSES, classes::getUnloadedClassCount);
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        if (compiler != null && compiler.isCompilationTimeMonitoringSupported()) {
            Reading seconds = series.add(SystemFamilies.JVM_COMPILATION);
            readers.add(() -> seconds.set(compiler.getTotalCompilationTime() / MILLIS_PER_SECOND));
        }
    }

    private void number(Declaration<?> row, Supplier<? extends Number> bean, String... labels) {
        Reading reading = series.add(row, labels);
        readers.add(() -> reading.set(bean.get().longValue()));
    }

    private void usage(Supplier<@Nullable MemoryUsage> bean, List<Declaration<?>> rows, String label) {
        Reading used = series.add(rows.get(0), label);
        Reading committed = series.add(rows.get(1), label);
        Reading max = series.add(rows.get(2), label);
        readers.add(() -> {
            MemoryUsage now = bean.get();
            used.set(now == null ? Scan.NONE : now.getUsed());
            committed.set(now == null ? Scan.NONE : now.getCommitted());
            max.set(now == null ? Scan.NONE : now.getMax());
        });
    }

    private void buffers(BufferPoolMXBean pool) {
        number(SystemFamilies.JVM_BUFFER_BYTES, pool::getMemoryUsed, pool.getName());
        number(SystemFamilies.JVM_BUFFER_CAPACITY, pool::getTotalCapacity, pool.getName());
        number(SystemFamilies.JVM_BUFFERS, pool::getCount, pool.getName());
    }

    @Override
    public void read() {
        readers.forEach(SystemReader::read);
    }
}
