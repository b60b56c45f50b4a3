package io.quorumeter.monitoring.system;

import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.event.Loop;
import io.quorumeter.core.event.ThreadLoop;
import io.quorumeter.monitoring.system.SystemFamilies.Part;
import io.quorumeter.spi.GuardedThread;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the process, its JVM, its container and its machine do, read each second for all collectors that show it: one for a process,
 * however many replicas run in it. Safe from any thread.
 *
 * <pre>{@code
 * try (SystemMetrics system = SystemMetrics.of(dataFolder).watchThreads("consensus").start()) {
 *     system.attach(metrics);
 *     …
 * }
 * }</pre>
 *
 * <p>On Linux the values come from {@code /proc}, the control group of the process, the beans of the JDK and the flight recorder; elsewhere
 * from the beans and the flight recorder alone, which {@code quorumeter_system_info} says. {@link SystemFamilies} lists them. What cannot
 * be read is absent and counted in {@code quorumeter_system_read_failures_total}.
 */
public final class SystemMetrics implements AutoCloseable {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();

    private final SystemSeries series = new SystemSeries();
    private final Kernel kernel;
    private final Schedule schedule;
    private final LongSupplier nanoTime;
    private final JvmSource source;
    private final ThreadReader threads;
    private final boolean isLinux;
    private final String cgroup;
    private @Nullable AutoCloseable pauses;
    private @Nullable Loop loop;
    private long nextTick;

    SystemMetrics(Builder settings) {
        kernel = new Kernel(settings.root.toFile());
        schedule = new Schedule(kernel, series);
        nanoTime = settings.nanoTime;
        source = JvmSource.of(settings.volume);
        threads = new ThreadReader(kernel, series, settings.threads);
        CgroupFolders folders = new CgroupFolders(kernel);
        cgroup = folders.version();
        isLinux = kernel.has("proc/self/stat");
        schedule.addJvm(isLinux ? schedule.addKernel(folders, threads, nanoTime) : schedule.addBeans());
        SystemSeries.Group own = series.group();
        own.add(SystemFamilies.DISK_USAGE, () -> Reading.shown(source.diskUsage()));
        addVolume(own, SystemFamilies.VOLUME_SIZE, source::diskCapacityBytes);
        addVolume(own, SystemFamilies.VOLUME_FREE, source::diskFreeBytes);
        addVolume(own, SystemFamilies.VOLUME_AVAILABLE, source::diskAvailableBytes);
        InstantSource clock = settings.clock;
        own.add(SystemFamilies.TIME, () -> clock.millis() / MILLIS_PER_SECOND);
        RuntimeMXBean process = ManagementFactory.getRuntimeMXBean();
        own.add(SystemFamilies.PROCESS_UPTIME, () -> process.getUptime() / MILLIS_PER_SECOND);
        if (isLinux) {
            String[] names = Stream.of("ostype", "hostname", "osrelease", "version", "arch", "domainname")
                    .map(kernel::own)
                    .toArray(String[]::new);
            own.add(SystemFamilies.UNAME, () -> 1, names);
        }
        for (Part part : Part.values()) {
            own.add(SystemFamilies.READ_FAILURES, kernel.failures(part)::sum, LabelValue.of(part));
        }
    }

    /** Adds what the collector asks for, as that can wait for a volume that hangs. */
    private void addVolume(SystemSeries.Group own, Declaration<Gauge> row, LongSupplier bytes) {
        own.add(
                row,
                () -> {
                    long known = bytes.getAsLong();
                    return known < 0 ? null : known;
                },
                source.volumeLabels());
    }

    /**
     * Begins the settings.
     *
     * @param volume a file or folder that exists on the volume that matters, such as the one with the node's data
     * @return the settings
     */
    public static Builder of(Path volume) {
        return new Builder(volume);
    }

    /** How a process is read. */
    public static final class Builder {
        private final Path volume;
        private final List<String> threads = new ArrayList<>();
        private Path root = Path.of("/");
        private boolean usesFlightRecorder = true;
        private LongSupplier nanoTime = System::nanoTime;
        private InstantSource clock = InstantSource.system();

        private Builder(Path volume) {
            this.volume = Objects.requireNonNull(volume, "volume");
        }

        /**
         * Sets where {@code proc} and {@code sys} are; {@code /} unless set.
         *
         * @param folder the folder with these two
         * @return this
         */
        public Builder root(Path folder) {
            root = Objects.requireNonNull(folder, "folder");
            return this;
        }

        /**
         * Watches how long threads wait for a core, by their names. Linux keeps the first fifteen characters of a name, or with newer
         * JDKs the first seven and the last six.
         *
         * @param beginning how the names begin, as in {@code "consensus"}; also the value of the label {@code thread}, under which all
         *     these threads are added up
         * @return this
         */
        public Builder watchThreads(String beginning) {
            threads.add(Objects.requireNonNull(beginning, "beginning"));
            return this;
        }

        /**
         * Leaves out the pauses of the JVM, which the flight recorder streams.
         *
         * @return this
         */
        public Builder withoutFlightRecorder() {
            usesFlightRecorder = false;
            return this;
        }

        Builder clocks(LongSupplier nanos, InstantSource wall) {
            nanoTime = nanos;
            clock = wall;
            return this;
        }

        /**
         * Reads everything once, and from now on each second on a daemon thread.
         *
         * @return the metrics, to be attached to collectors, and closed
         * @throws UncheckedIOException when the volume cannot be found
         */
        public SystemMetrics start() {
            SystemMetrics system = new SystemMetrics(this);
            system.start(usesFlightRecorder);
            return system;
        }
    }

    private void start(boolean usesFlightRecorder) {
        read();
        if (usesFlightRecorder && ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            Throwable failed = GuardedThread.call(() -> pauses = PauseRecorder.start(series));
            schedule.count(Part.FLIGHT_RECORDER, failed);
        }
        nextTick = nanoTime.getAsLong() + TICK_NANOS;
        Loop started = ThreadLoop.starter(() -> {}).start("quorumeter-system", this::step);
        loop = started;
        started.wake();
    }

    private long step() {
        long left = nextTick - nanoTime.getAsLong();
        if (left > 0) {
            return left;
        }
        read();
        nextTick = Math.max(nextTick, nextTick - left - TICK_NANOS) + TICK_NANOS; // what was missed is not made up for
        return Math.max(nextTick - nanoTime.getAsLong(), 0);
    }

    /** Reads what is due. */
    void read() {
        schedule.read();
    }

    /**
     * Shows everything in a collector from now on, until that is detached.
     *
     * @param metrics a collector, such as that of a replica; one that shows it already is left as it is
     * @throws io.quorumeter.MetricDeclarationException when the collector has a family of the same name that is another
     */
    public void attach(MetricsCollector metrics) {
        if (series.attach(Objects.requireNonNull(metrics, "metrics"))) {
            SystemFamilies.INFO.on(metrics, isLinux ? "proc" : "beans", cgroup);
            SystemFamilies.JVM_RUNTIME.on(
                    metrics,
                    property("java.runtime.version"),
                    property("java.vm.vendor"),
                    property("java.runtime.name"));
        }
    }

    private static String property(String key) {
        return System.getProperty(key, "unknown");
    }

    /**
     * Shows nothing more in a collector: what is read now ends there, what was recorded, such as pauses, stays as it is.
     *
     * @param metrics a collector; one that shows nothing is left as it is
     */
    public void detach(MetricsCollector metrics) {
        series.detach(metrics);
    }

    /**
     * Watches how long the current thread waits for a core, until it ends. Without {@code /proc} it is ignored.
     *
     * @param name the value of the label {@code thread}; several threads of one name are added up
     */
    public void watchThread(String name) {
        Objects.requireNonNull(name, "name");
        if (isLinux) {
            threads.watchCurrent(name);
        }
    }

    /** Ends the readings, and the series in all collectors. */
    @Override
    public void close() {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
        AutoCloseable recorder = pauses;
        if (recorder != null) {
            schedule.count(Part.FLIGHT_RECORDER, GuardedThread.call(recorder::close));
        }
        series.close();
        threads.close();
        kernel.close();
    }
}
