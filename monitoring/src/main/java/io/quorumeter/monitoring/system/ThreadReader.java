package io.quorumeter.monitoring.system;

import io.quorumeter.monitoring.system.SystemFamilies.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads how long chosen threads ran and waited for a core, from {@code schedstat} of each. A thread is chosen by itself, by its number in
 * the kernel, or by the beginning of its name, for which the threads of the process are listed every ten seconds.
 *
 * <p>The kernel keeps fifteen characters of a thread's name. Older JDKs cut the rest off; newer ones keep the first seven, two dots and the
 * last six.
 */
final class ThreadReader implements SystemReader {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int READINGS_BETWEEN_LISTS = 10;
    private static final int MOST_THREADS = 256;
    private static final int LONGEST_NAME = 15;
    private static final String TASKS = "proc/self/task";

    /** A new thread gets its name a little after it was made, so its name is read when it is listed the first two times. */
    private static final int LISTS_UNTIL_NAMED = 2;

    private final Kernel kernel;
    private final SystemSeries.Group series;
    private final Scan scan = new Scan();
    private final Map<String, Chosen> chosen = new LinkedHashMap<>();
    private final List<String> beginnings;
    private final Map<String, Integer> listed = new HashMap<>();
    private final Map<String, Task> tasks = new HashMap<>();
    private final Queue<Runnable> registrations = new ConcurrentLinkedQueue<>();
    private int reading;

    ThreadReader(Kernel kernel, SystemSeries shown, List<String> beginnings) {
        this.kernel = kernel;
        this.series = shown.group();
        this.beginnings = beginnings;
        beginnings.forEach(this::chosen);
    }

    /** Chooses the current thread. Safe from any thread. */
    void watchCurrent(String name) {
        try {
            String id = Files.readSymbolicLink(kernel.path("proc/thread-self").toPath())
                    .getFileName()
                    .toString();
            registrations.add(() -> watch(id, chosen(name)));
        } catch (IOException | InvalidPathException unknown) {
            kernel.failures(Part.THREADS).increment();
        }
    }

    @Override
    public void read() {
        for (Runnable registration = registrations.poll(); registration != null; registration = registrations.poll()) {
            registration.run();
        }
        if (!beginnings.isEmpty() && reading % READINGS_BETWEEN_LISTS == 0) {
            list();
        }
        reading++;
        tasks.values().removeIf(task -> !task.read());
        chosen.values().forEach(Chosen::show);
    }

    private void list() {
        String[] ids = kernel.path(TASKS).list();
        if (ids == null) {
            kernel.failures(Part.THREADS).increment();
            return;
        }
        listed.keySet().retainAll(Set.of(ids));
        for (String id : ids) {
            if (listed.merge(id, 1, Integer::sum) <= LISTS_UNTIL_NAMED && !tasks.containsKey(id)) {
                String name = name(id);
                beginnings.stream()
                        .filter(beginning -> begins(name, beginning))
                        .findFirst()
                        .ifPresent(beginning -> watch(id, chosen(beginning)));
            }
        }
    }

    private String name(String id) {
        try {
            byte[] name =
                    Files.readAllBytes(kernel.path(TASKS + "/" + id + "/comm").toPath());
            return new String(name, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException | InvalidPathException ended) {
            return "";
        }
    }

    static boolean begins(String name, String beginning) {
        boolean isCut = name.length() == LONGEST_NAME && beginning.length() > 7 && name.startsWith("..", 7);
        return isCut
                ? name.startsWith(beginning.substring(0, 7))
                : name.startsWith(beginning.substring(0, Math.min(beginning.length(), LONGEST_NAME)));
    }

    private Chosen chosen(String name) {
        return chosen.computeIfAbsent(name, Chosen::new);
    }

    private void watch(String id, Chosen owner) {
        if (tasks.size() < MOST_THREADS) {
            tasks.computeIfAbsent(id, added -> new Task(owner, id));
        }
    }

    /** Closes what is open, after the last reading. */
    void close() {
        tasks.values().forEach(task -> task.file.close());
    }

    /** The threads of a name. What ended ones ran and waited stays in the sums. */
    private final class Chosen {
        private final Reading running;
        private final Reading waiting;
        private final Reading slices;
        private final long[] sums = new long[3];
        private boolean isKnown;

        Chosen(String name) {
            running = series.add(SystemFamilies.THREAD_RUNNING, name);
            waiting = series.add(SystemFamilies.THREAD_WAITING, name);
            slices = series.add(SystemFamilies.THREAD_SLICES, name);
        }

        void show() {
            if (isKnown) {
                running.set(sums[0] / NANOS_PER_SECOND);
                waiting.set(sums[1] / NANOS_PER_SECOND);
                slices.set(sums[2]);
            }
        }
    }

    private final class Task {
        private final Chosen owner;
        private final KernelFile file;
        private final long[] last = new long[3];

        Task(Chosen owner, String id) {
            this.owner = owner;
            file = new KernelFile(kernel.path(TASKS + "/" + id + "/schedstat"), scan, new LongAdder(), false);
        }

        /** False when the thread has ended. */
        boolean read() {
            if (!file.read() || !file.text().nextLine()) {
                file.close();
                return false;
            }
            for (int i = 0; i < last.length; i++) {
                long now = file.text().number();
                if (now > last[i]) {
                    owner.sums[i] += now - last[i];
                    last[i] = now;
                }
                owner.isKnown |= now >= 0;
            }
            return true;
        }
    }
}
