package io.quorumeter.monitoring.system;

import io.quorumeter.monitoring.system.SystemFamilies.Part;
import java.io.File;
import java.util.concurrent.atomic.LongAdder;

/** Counts the open files of the process, and reads how many it may have. */
final class FileCountReader implements SystemReader {
    private static final byte[] LIMIT = Scan.ascii("Max open files");

    private final File folder;
    private final KernelFile limits;
    private final LongAdder failures;
    private final Reading open;
    private final Reading most;

    FileCountReader(Kernel kernel, SystemSeries shown) {
        folder = kernel.path("proc/self/fd");
        failures = kernel.failures(Part.PROCESS);
        limits = kernel.file(Part.PROCESS, "proc/self/limits");
        SystemSeries.Group series = shown.group();
        open = series.add(SystemFamilies.OPEN_FILES);
        most = series.add(SystemFamilies.MOST_FILES);
    }

    @Override
    public void read() {
        String[] files = folder.list();
        open.set(files == null ? Scan.NONE : files.length);
        if (files == null) {
            failures.increment();
        }
        long limit = Scan.NONE;
        if (limits.read()) {
            Scan text = limits.text();
            while (text.nextLine()) {
                limit = text.behind(LIMIT)
                        ? text.number()
                        : limit; // the one that is in force; none when it is unlimited
            }
        }
        most.set(limit);
    }
}
