package io.quorumeter.monitoring.system;

import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.time.Instant;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * Records how long the JVM stopped its threads, as the flight recorder streams it. The recorder writes what it streams to a file in a
 * temporary folder, a few kilobytes a second, and deletes the file when it has 12 MB. Not to be loaded where the module {@code jdk.jfr} is
 * missing.
 */
final class PauseRecorder implements AutoCloseable {
    private static final long LONGEST_END_MILLIS = 2_000;

    private final RecordingStream stream = new RecordingStream();
    private final SystemSeries.Durations pauses;
    private final SystemSeries.Durations safepoints;
    private final SystemSeries.Durations synchronizations;
    private long safepoint = -1;
    private Instant begun = Instant.EPOCH;

    /** In place of the stream's own thread, which is no daemon. */
    private final Thread thread = new GuardedThread("quorumeter-pauses", stream::start);

    private PauseRecorder(SystemSeries shown) {
        pauses = shown.durations(SystemFamilies.JVM_PAUSE);
        safepoints = shown.durations(SystemFamilies.JVM_SAFEPOINT);
        synchronizations = shown.durations(SystemFamilies.JVM_SAFEPOINT_SYNC);
    }

    static AutoCloseable start(SystemSeries shown) {
        PauseRecorder recorder = new PauseRecorder(shown);
        recorder.start();
        return recorder;
    }

    private void start() {
        stream.setOrdered(false); // a thread's own events are in order nevertheless
        stream.enable("jdk.GCPhasePause").withoutThreshold();
        stream.enable("jdk.SafepointBegin").withoutThreshold();
        stream.enable("jdk.SafepointEnd").withoutThreshold();
        stream.onEvent(
                "jdk.GCPhasePause", event -> pauses.record(event.getDuration().toNanos(), 1));
        stream.onEvent("jdk.SafepointBegin", this::began);
        stream.onEvent("jdk.SafepointEnd", this::ended);
        thread.start();
    }

    private void began(RecordedEvent event) {
        safepoint = event.getLong("safepointId");
        begun = event.getStartTime();
        synchronizations.record(event.getDuration().toNanos(), 1);
    }

    private void ended(RecordedEvent event) {
        if (event.getLong("safepointId") == safepoint) {
            safepoints.record(Duration.between(begun, event.getEndTime()).toNanos(), 1);
        }
    }

    @Override
    public void close() {
        stream.close();
        try {
            thread.join(LONGEST_END_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
