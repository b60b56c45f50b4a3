package io.quorumeter;

/** A measurement that somebody began. */
final class TimerSample implements Timer.Sample {
    private final Timer timer;
    private final long begun;
    private boolean isStopped;

    private TimerSample(Timer timer, long begun) {
        this.timer = timer;
        this.begun = begun;
    }

    /** A measurement, or nothing when it is left out. */
    static Timer.Sample of(Timer timer, long begun) {
        return begun == Timer.UNMEASURED ? Noop.SAMPLE : new TimerSample(timer, begun);
    }

    @Override
    public void close() {
        if (!isStopped) {
            isStopped = true;
            timer.end(begun);
        }
    }

    @Override
    public void stop(long nanos) {
        if (!isStopped) {
            isStopped = true;
            timer.end(begun, nanos);
        }
    }
}
