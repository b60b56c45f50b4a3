package io.quorumeter.monitoring.system;

import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.monitoring.system.SystemFamilies.Part;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code /proc/meminfo}. Kernels before 3.14 do not say how much is available; then it is estimated, a little too high. */
final class MemoryReader implements SystemReader {
    private static final int TOTAL = 0;
    private static final int FREE = 1;
    private static final int AVAILABLE = 2;
    private static final int BUFFERS = 3;
    private static final int CACHED = 4;
    private static final int SHARED = 5;
    private static final int RECLAIMABLE = 6;
    private static final int KIBIBYTE = 1024;

    /** The memory of the machine, and what of it no program can have. */
    final Reading total;

    final Reading used;
    private final KernelFile file;
    private final Keys keys = new Keys(
            "MemTotal:",
            "MemFree:",
            "MemAvailable:",
            "Buffers:",
            "Cached:",
            "Shmem:",
            "SReclaimable:",
            "Dirty:",
            "Writeback:",
            "SwapTotal:",
            "SwapFree:",
            "Slab:",
            "SUnreclaim:",
            "Active:",
            "Inactive:",
            "AnonPages:",
            "Mapped:",
            "KernelStack:",
            "PageTables:",
            "Committed_AS:",
            "CommitLimit:",
            "SwapCached:");
    private final List<Reading> readings = new ArrayList<>();

    MemoryReader(Kernel kernel, SystemSeries shown) {
        file = kernel.file(Part.MEMORY, "proc/meminfo");
        SystemSeries.Group series = shown.group();
        List<Declaration<Gauge>> rows = List.of(
                SystemFamilies.MEMORY_TOTAL,
                SystemFamilies.MEMORY_FREE,
                SystemFamilies.MEMORY_AVAILABLE,
                SystemFamilies.MEMORY_BUFFERS,
                SystemFamilies.MEMORY_CACHED,
                SystemFamilies.MEMORY_SHARED,
                SystemFamilies.MEMORY_RECLAIMABLE,
                SystemFamilies.MEMORY_DIRTY,
                SystemFamilies.MEMORY_WRITEBACK,
                SystemFamilies.SWAP_TOTAL,
                SystemFamilies.SWAP_FREE,
                SystemFamilies.MEMORY_SLAB,
                SystemFamilies.MEMORY_UNRECLAIMABLE,
                SystemFamilies.MEMORY_ACTIVE,
                SystemFamilies.MEMORY_INACTIVE,
                SystemFamilies.MEMORY_ANONYMOUS,
                SystemFamilies.MEMORY_MAPPED,
                SystemFamilies.MEMORY_KERNEL_STACK,
                SystemFamilies.MEMORY_PAGE_TABLES,
                SystemFamilies.MEMORY_COMMITTED,
                SystemFamilies.MEMORY_COMMIT_LIMIT,
                SystemFamilies.SWAP_CACHED);
        rows.forEach(row -> readings.add(series.add(row)));
        total = readings.get(TOTAL);
        used = series.add(SystemFamilies.MEMORY_USED);
    }

    @Override
    public void read() {
        if (keys.read(file) && (bytes(TOTAL) < 0 || bytes(FREE) < 0)) {
            file.malformed();
        }
        for (int i = 0; i < readings.size(); i++) {
            readings.get(i).set(bytes(i));
        }
        long available = available();
        readings.get(AVAILABLE).set(available);
        used.set(available < 0 ? Scan.NONE : bytes(TOTAL) - available);
    }

    /** What the kernel says, or else what is free or easily given up: all caches without what cannot be written anywhere. */
    private long available() {
        long said = bytes(AVAILABLE);
        if (said >= 0 || bytes(FREE) < 0) {
            return said;
        }
        long estimate = bytes(FREE) - or0(SHARED);
        for (int cache : new int[] {BUFFERS, CACHED, RECLAIMABLE}) {
            estimate += or0(cache);
        }
        return Math.max(0, Math.min(estimate, bytes(TOTAL)));
    }

    private long or0(int key) {
        return Math.max(bytes(key), 0);
    }

    private long bytes(int key) {
        return keys.of(key, KIBIBYTE);
    }
}
