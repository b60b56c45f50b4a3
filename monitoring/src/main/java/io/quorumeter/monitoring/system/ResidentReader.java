package io.quorumeter.monitoring.system;

import io.quorumeter.monitoring.system.SystemFamilies.Part;

/** Reads from {@code /proc/self/status} the memory of the process, which costs the kernel more than {@code stat} does. */
final class ResidentReader implements SystemReader {
    private static final int KIBIBYTE = 1024;

    /** The memory of the process that is not swapped out. */
    final Reading resident;

    private final KernelFile file;
    private final Keys keys = new Keys("VmRSS:");

    ResidentReader(Kernel kernel, SystemSeries shown) {
        file = kernel.file(Part.PROCESS, "proc/self/status");
        resident = shown.group().add(SystemFamilies.PROCESS_RESIDENT);
    }

    @Override
    public void read() {
        boolean isRead = keys.read(file);
        resident.set(keys.of(0, KIBIBYTE));
        if (isRead && keys.of(0) < 0) {
            file.malformed();
        }
    }
}
