package io.quorumeter.monitoring.system;

import io.quorumeter.monitoring.system.SystemFamilies.Part;

/** Reads {@code /proc/self/stat}. */
final class ProcessReader implements SystemReader {
    private final KernelFile stat;
    private final Reading bootTime;
    private final Reading cpu;
    private final Reading faults;
    private final Reading threads;
    private final Reading start;
    private final Reading virtual;

    ProcessReader(Kernel kernel, SystemSeries shown, Reading bootTime) {
        stat = kernel.file(Part.PROCESS, "proc/self/stat");
        this.bootTime = bootTime;
        SystemSeries.Group series = shown.group();
        cpu = series.add(SystemFamilies.PROCESS_CPU);
        start = series.add(SystemFamilies.PROCESS_START);
        virtual = series.add(SystemFamilies.PROCESS_VIRTUAL);
        faults = series.add(SystemFamilies.PROCESS_FAULTS);
        threads = series.add(SystemFamilies.PROCESS_THREADS);
    }

    /** The name of the program, in brackets, may have blanks, line feeds and brackets itself. */
    @Override
    public void read() {
        boolean isRead = stat.read();
        Scan text = stat.text();
        boolean isSane = isRead && text.behindLastOfText(')');
        long majorFaults = number(isSane, text, 9); // the twelfth number of proc(5), the third being the next one here
        long user = number(isSane, text, 1);
        long system = number(isSane, text, 0);
        long count = number(isSane, text, 4);
        long begun = number(isSane, text, 1);
        long size = number(isSane, text, 0);
        faults.set(majorFaults);
        cpu.set(user < 0 || system < 0 ? Double.NaN : (user + system) / CpuReader.TICKS_PER_SECOND);
        threads.set(count);
        start.set(begun < 0 ? Double.NaN : bootTime.value() + begun / CpuReader.TICKS_PER_SECOND);
        virtual.set(size);
        if (isRead && size < 0) {
            stat.malformed();
        }
    }

    private static long number(boolean isThere, Scan text, int skipped) {
        if (!isThere) {
            return Scan.NONE;
        }
        text.skip(skipped);
        return text.number();
    }
}
