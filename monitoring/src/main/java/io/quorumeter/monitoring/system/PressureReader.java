package io.quorumeter.monitoring.system;

import io.quorumeter.monitoring.system.SystemFamilies.Part;
import java.util.List;

/** Reads {@code /proc/pressure}: how long threads waited for a resource, where the kernel keeps account of that. */
final class PressureReader implements SystemReader {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final byte[] SOME = Scan.ascii("some");
    private static final byte[] FULL = Scan.ascii("full");
    private static final byte[] TOTAL = Scan.ascii("total=");

    private final List<Resource> resources;

    /** A file, how long any thread waited, and how long that kept every thread from running. */
    private record Resource(KernelFile file, Reading waiting, Reading stalled) {}

    PressureReader(Kernel kernel, SystemSeries shown) {
        SystemSeries.Group series = shown.group();
        Reading notShown = new Reading(); // a machine has always some thread that runs when others wait for a core
        resources = List.of(
                new Resource(file(kernel, "cpu"), series.add(SystemFamilies.CPU_WAITING), notShown),
                new Resource(
                        file(kernel, "io"),
                        series.add(SystemFamilies.IO_WAITING),
                        series.add(SystemFamilies.IO_STALLED)),
                new Resource(
                        file(kernel, "memory"),
                        series.add(SystemFamilies.MEMORY_WAITING),
                        series.add(SystemFamilies.MEMORY_STALLED)));
    }

    private static KernelFile file(Kernel kernel, String resource) {
        return kernel.optional(Part.PRESSURE, "proc/pressure/" + resource);
    }

    @Override
    public void read() {
        resources.forEach(PressureReader::read);
    }

    private static void read(Resource resource) {
        boolean isRead = resource.file.read();
        double some = Double.NaN;
        double full = Double.NaN;
        Scan text = resource.file.text();
        while (isRead && text.nextLine()) {
            text.word();
            boolean isSome = text.isWord(SOME);
            boolean isFull = text.isWord(FULL);
            long micros = text.behind(TOTAL) ? text.number() : Scan.NONE;
            double seconds = micros < 0 ? Double.NaN : micros / MICROS_PER_SECOND;
            some = isSome ? seconds : some;
            full = isFull ? seconds : full;
        }
        resource.waiting.set(some);
        resource.stalled.set(full);
        if (isRead && Double.isNaN(some)) {
            resource.file.malformed();
        }
    }
}
