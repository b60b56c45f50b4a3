package io.quorumeter.alerting.alert;

import java.util.List;

/** Judges the process and its machine. A pure function of a sample and the thresholds. */
final class SystemRules {
    private SystemRules() {}

    static List<Alert> evaluate(SystemReadings read, AlertConfig config) {
        BrokenRules found = new BrokenRules(read.time());
        found.above(
                AlertRule.CPU_HIGH,
                read.cpuUsage(),
                config.number(AlertSetting.MAX_CPU_USAGE),
                "the process takes %.1f %% of %d processors",
                100 * read.cpuUsage(),
                read.processors());
        found.above(
                AlertRule.HEAP_HIGH,
                read.memoryUsage(),
                config.number(AlertSetting.MAX_MEMORY_USAGE),
                "%.1f %% of the heap stays in use",
                100 * read.memoryUsage());
        disk(found, read.diskUsage(), config);
        return found.alerts();
    }

    /** A volume: that of the samples, or of the stores. Where both are full, as when they are one, there is one alert. */
    static void disk(BrokenRules found, double used, AlertConfig config) {
        found.above(
                AlertRule.DISK_ALMOST_FULL,
                used,
                config.number(AlertSetting.MAX_DISK_USAGE),
                "%.1f %% of the volume is in use",
                100 * used);
    }
}
