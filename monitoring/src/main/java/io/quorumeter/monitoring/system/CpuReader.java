package io.quorumeter.monitoring.system;

import io.quorumeter.LabelValue;
import io.quorumeter.monitoring.system.SystemFamilies.CpuMode;
import io.quorumeter.monitoring.system.SystemFamilies.Part;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads {@code /proc/stat}: where the time of the processors went, as totals and as shares of the last ten seconds. */
final class CpuReader implements SystemReader {
    /** The kernel's unit of time towards programs, on every architecture that a JDK runs on. */
    static final double TICKS_PER_SECOND = 100;

    /** By how much the time in a mode may go back, as that of idleness does on some kernels: three seconds. */
    private static final long SLACK = 300;

    private static final CpuMode[] MODES = CpuMode.values();
    private static final byte[] CPU = Scan.ascii("cpu");

    /** The share of the time of all processors in which they were not idle. */
    final Reading machine = new Reading();

    /** When the machine was started. */
    final Reading bootTime;

    private final KernelFile file;
    private final Processor all;
    private final Rows<Core> cores;
    private final Keys others = new Keys("intr", "ctxt", "btime", "processes", "procs_running", "procs_blocked");
    private final Reading[] readings;

    private record Core(SystemSeries.Group series, Processor processor) {}

    CpuReader(Kernel kernel, SystemSeries shown) {
        file = kernel.file(Part.CPU, "proc/stat");
        SystemSeries.Group series = shown.group();
        bootTime = series.add(SystemFamilies.BOOT_TIME);
        readings = new Reading[] {
            series.add(SystemFamilies.INTERRUPTS),
            series.add(SystemFamilies.CONTEXT_SWITCHES),
            bootTime,
            series.add(SystemFamilies.FORKS),
            series.add(SystemFamilies.PROCESSES_RUNNING),
            series.add(SystemFamilies.PROCESSES_BLOCKED)
        };
        all = new Processor(machine, mode -> new Reading(), mode -> series.add(SystemFamilies.CPU_MODE, mode));
        cores = new Rows<>(core -> core(core, shown.group()), gone -> gone.series.end());
    }

    private static Core core(String core, SystemSeries.Group series) {
        return new Core(
                series,
                new Processor(
                        series.add(SystemFamilies.CORE_USAGE, core),
                        mode -> series.add(SystemFamilies.CPU_SECONDS, core, mode),
                        mode -> series.add(SystemFamilies.CORE_MODE, core, mode)));
    }

    @Override
    public void read() {
        others.begin();
        boolean isKnown = false;
        if (file.read()) {
            Scan text = file.text();
            boolean isSane = true;
            while (text.nextLine()) {
                text.word();
                if (!text.cutWord(CPU)) {
                    others.take(text);
                } else if (text.wordLength() == 0) {
                    isKnown = all.read(text);
                } else {
                    Core core = cores.of(text);
                    isSane &= core != null && core.processor.read(text);
                }
            }
            if (!isSane || !isKnown) {
                file.malformed();
            }
        }
        cores.end();
        if (!isKnown) {
            all.clear();
        }
        for (int i = 0; i < readings.length; i++) {
            readings[i].set(others.of(i));
        }
    }

    /** One processor, or all of them. */
    private static final class Processor {
        private final Reading usage;
        private final Mode[] modes;

        Processor(Reading usage, Function<String, Reading> seconds, Function<String, Reading> share) {
            this.usage = usage;
            modes = Stream.of(MODES)
                    .map(LabelValue::of)
                    .map(mode -> new Mode(seconds.apply(mode), share.apply(mode)))
                    .toArray(Mode[]::new);
        }

        /** Reads the line behind its name; false, without values, when it lacks what every kernel has. Old ones have four modes. */
        boolean read(Scan text) {
            long sum = 0;
            for (Mode mode : modes) {
                sum += mode.read(text.number());
            }
            if (modes[CpuMode.IDLE.ordinal()].ticks < 0) {
                clear();
                return false;
            }
            if (sum > 0) {
                for (Mode mode : modes) {
                    mode.share.set((double) mode.rise / sum);
                }
                long idle = modes[CpuMode.IDLE.ordinal()].rise + modes[CpuMode.IOWAIT.ordinal()].rise;
                usage.set((double) (sum - idle) / sum);
            }
            return true;
        }

        void clear() {
            usage.set(Double.NaN);
            for (Mode mode : modes) {
                mode.clear();
            }
        }
    }

    /** The time that a processor, or all of them, spent in a mode. */
    private static final class Mode {
        private final Reading seconds;
        private final Reading share;
        private final Rise total = new Rise(SLACK);
        private final Recent recent = new Recent();
        private long ticks;
        private long rise;

        Mode(Reading seconds, Reading share) {
            this.seconds = seconds;
            this.share = share;
        }

        /** Returns the rise over the last readings; over the time since the start of the machine for the first one. */
        long read(long now) {
            ticks = now;
            long sum = total.to(now);
            seconds.set(sum / TICKS_PER_SECOND);
            rise = recent.rise(sum);
            return rise;
        }

        void clear() {
            seconds.set(Double.NaN);
            share.set(Double.NaN);
        }
    }
}
