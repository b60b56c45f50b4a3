package io.quorumeter.monitoring.system;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the beans of the JDK, and the volume of a file or folder. */
final class JvmSource implements SystemSource {
    private final java.lang.management.OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final Path place;

    JvmSource(Path place) {
        this.place = place;
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
            return Files.getFileStore(place).getUsableSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }

    @Override
    public long diskCapacityBytes() {
        try {
            FileStore volume = Files.getFileStore(place);
            return volume.getTotalSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }
}
