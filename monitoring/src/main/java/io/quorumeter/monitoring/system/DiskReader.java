package io.quorumeter.monitoring.system;

import io.quorumeter.Declaration;
import io.quorumeter.monitoring.system.SystemFamilies.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code /proc/diskstats}: what whole devices did. A partition, whose name is that of a device listed before it and a number, is left
 * out, as are loop devices, drives for removable media and memory that is used as a disk.
 */
final class DiskReader implements SystemReader {
    /** Every count of sectors is of 512 bytes, whatever the device's own are. */
    private static final double SECTORS_PER_BYTE = 1.0 / 512;

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final Pattern NO_DISK = Pattern.compile("(z?ram|loop|fd|sr)\\d+(p\\d+)?");
    private static final Pattern PARTITION = Pattern.compile("(.*\\d)(p\\d+|boot\\d+|rpmb)|(.*\\D)\\d+");

    private static final int COLUMNS_OF_OLD_KERNELS = 11;

    /** What is shown of a column, and how much of it is one of what is shown. */
    private record Column(int index, Declaration<?> row, double perUnit) {}

    private static final List<Column> COLUMNS = List.of(
            new Column(0, SystemFamilies.READS, 1),
            new Column(1, SystemFamilies.READS_MERGED, 1),
            new Column(2, SystemFamilies.READ_BYTES, SECTORS_PER_BYTE),
            new Column(3, SystemFamilies.READ_TIME, MILLIS_PER_SECOND),
            new Column(4, SystemFamilies.WRITES, 1),
            new Column(5, SystemFamilies.WRITES_MERGED, 1),
            new Column(6, SystemFamilies.WRITTEN_BYTES, SECTORS_PER_BYTE),
            new Column(7, SystemFamilies.WRITE_TIME, MILLIS_PER_SECOND),
            new Column(8, SystemFamilies.IN_FLIGHT, 1),
            new Column(9, SystemFamilies.IO_TIME, MILLIS_PER_SECOND),
            new Column(10, SystemFamilies.WEIGHTED_IO_TIME, MILLIS_PER_SECOND),
            new Column(15, SystemFamilies.FLUSHES, 1),
            new Column(16, SystemFamilies.FLUSH_TIME, MILLIS_PER_SECOND));

    private final KernelFile file;
    private final SystemSeries shown;
    private final Set<String> listed = new HashSet<>();
    private final Rows<Disk> disks = new Rows<>(Disk::new, Disk::end);

    DiskReader(Kernel kernel, SystemSeries shown) {
        file = kernel.file(Part.DISKS, "proc/diskstats");
        this.shown = shown;
    }

    @Override
    public void read() {
        if (file.read()) {
            Scan text = file.text();
            boolean isSane = true;
            while (text.nextLine()) {
                text.skip(3); // two numbers and the name
                Disk disk = disks.of(text);
                isSane &= disk != null && disk.read(text);
            }
            if (!isSane) {
                file.malformed();
            }
        }
        disks.end();
    }

    private boolean isWhole(String name) {
        Matcher part = PARTITION.matcher(name);
        String of = part.matches() ? Objects.requireNonNullElse(part.group(1), part.group(3)) : "";
        return !NO_DISK.matcher(name).matches() && !listed.contains(of);
    }

    private final class Disk {
        private final String name;
        private final SystemSeries.@Nullable Group series;
        private final Reading[] readings = new Reading[COLUMNS.size()];
        private final Rise[] totals = new Rise[COLUMNS.size()];

        Disk(String name) {
            this.name = name;
            series = isWhole(name) ? shown.group() : null;
            listed.add(name);
            for (int i = 0; series != null && i < readings.length; i++) {
                readings[i] = series.add(COLUMNS.get(i).row, name);
                totals[i] = new Rise();
            }
        }

        /** Reads the numbers; false, without values, when there are fewer than every kernel has. */
        boolean read(Scan text) {
            boolean isSane = true;
            int at = 0;
            for (int i = 0; series != null && i < readings.length; i++) {
                Column column = COLUMNS.get(i);
                text.skip(column.index - at);
                at = column.index + 1;
                long number = text.number();
                isSane &= number >= 0 || column.index >= COLUMNS_OF_OLD_KERNELS;
                long total = column.row == SystemFamilies.IN_FLIGHT ? number : totals[i].to(number);
                readings[i].set(number < 0 ? Double.NaN : total / column.perUnit);
            }
            if (!isSane && series != null) {
                series.clear();
            }
            return isSane;
        }

        void end() {
            listed.remove(name);
            if (series != null) {
                series.end();
            }
        }
    }
}
