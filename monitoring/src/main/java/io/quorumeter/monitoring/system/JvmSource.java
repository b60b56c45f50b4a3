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
    private final String[] volumeLabels;

    /** What is asked of a volume. */
    private interface Room {
        long of(FileStore volume) throws IOException;
    }

    private JvmSource(@Nullable FileStore volume, String... volumeLabels) {
        this.volume = volume;
        this.volumeLabels = volumeLabels;
    }

    static JvmSource withoutVolume() {
        return new JvmSource(null);
    }

    static JvmSource of(Path place) {
        try {
            FileStore volume = Files.getFileStore(place);
            Path top = place.toRealPath();
            for (Path up = top.getParent(); up != null && Files.getFileStore(up).equals(volume); up = up.getParent()) {
                top = up;
            }
            return new JvmSource(volume, volume.name(), volume.type(), top.toString());
        } catch (IOException unknown) {
            throw new UncheckedIOException("volume of " + place, unknown);
        }
    }

    /** The device, the file system and the mount point of the volume. */
    String[] volumeLabels() {
        return volumeLabels;
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
        return bytes(FileStore::getUsableSpace);
    }

    @Override
    public long diskCapacityBytes() {
        return bytes(FileStore::getTotalSpace);
    }

    /** What is not taken, even if only the superuser may take it; −1 when it cannot be found out. */
    long diskFreeBytes() {
        return bytes(FileStore::getUnallocatedSpace);
    }

    private long bytes(Room room) {
        try {
            return volume == null ? -1 : room.of(volume);
        } catch (IOException unknown) {
            return -1;
        }
    }
}
