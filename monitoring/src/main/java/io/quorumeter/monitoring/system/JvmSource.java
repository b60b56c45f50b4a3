package io.quorumeter.monitoring.system;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the beans of the JDK, and the volume of a file or folder. */
final class JvmSource implements SystemSource {
    private final java.lang.management.OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final @Nullable FileStore volume;

    private JvmSource(@Nullable FileStore volume) {
        this.volume = volume;
    }

    static JvmSource withoutVolume() {
        return new JvmSource(null);
    }

    static JvmSource of(Path place) {
        try {
            return new JvmSource(Files.getFileStore(place));
        } catch (IOException unknown) {
            throw new UncheckedIOException("volume of " + place, unknown);
        }
    }

    @Override
    public long cpuNanos() {
        return machine instanceof OperatingSystemMXBean process ? process.getProcessCpuTime() : -1;
    }

    @Override
    public int processors() {
        return machine.getAvailableProcessors();
    }

    @Override
    public long memoryUsedBytes() {
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Override
    public long memoryMaxBytes() {
        return memory.getHeapMemoryUsage().getMax();
    }

    @Override
    public long diskAvailableBytes() {
        try {
            return volume == null ? -1 : volume.getUsableSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }

    @Override
    public long diskCapacityBytes() {
        try {
            return volume == null ? -1 : volume.getTotalSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }
}
