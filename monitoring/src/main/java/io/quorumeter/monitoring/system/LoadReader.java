package io.quorumeter.monitoring.system;

import io.quorumeter.monitoring.system.SystemFamilies.Part;

/** Reads {@code /proc/loadavg}. */
final class LoadReader implements SystemReader {
    private final KernelFile file;
    private final Reading[] loads;

    LoadReader(Kernel kernel, SystemSeries shown) {
        file = kernel.file(Part.LOAD, "proc/loadavg");
        SystemSeries.Group series = shown.group();
        loads = new Reading[] {
            series.add(SystemFamilies.LOAD_1), series.add(SystemFamilies.LOAD_5), series.add(SystemFamilies.LOAD_15)
        };
    }

    @Override
    public void read() {
        boolean isRead = file.read() && file.text().nextLine();
        boolean isSane = isRead;
        for (Reading load : loads) {
            double number = isRead ? file.text().decimal() : Double.NaN;
            load.set(number);
            isSane &= !Double.isNaN(number);
        }
        if (isRead && !isSane) {
            file.malformed();
        }
    }
}
