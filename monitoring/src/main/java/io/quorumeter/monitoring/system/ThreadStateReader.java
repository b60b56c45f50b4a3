package io.quorumeter.monitoring.system;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;

/** Counts the threads of the JVM by their state. */
final class ThreadStateReader implements SystemReader {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Thread.State, Reading> readings = new EnumMap<>(Thread.State.class);

    ThreadStateReader(SystemSeries shown) {
        SystemSeries.Group series = shown.group();
        for (Thread.State state : Thread.State.values()) {
            readings.put(state, series.add(SystemFamilies.JVM_THREAD_STATES, state.name()));
        }
    }

    @Override
    public void read() {
        int[] counts = new int[Thread.State.values().length];
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                counts[thread.getThreadState().ordinal()]++;
            }
        }
        readings.forEach((state, reading) -> reading.set(counts[state.ordinal()]));
    }
}
