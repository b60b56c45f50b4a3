package io.quorumeter.alerting.alert;

/**
 * The time after the start in which peers come and go and nothing is committed yet: until the first commit, and no longer than the setting.
 * What happens in it is held neither against consensus nor against the network later. Not thread-safe.
 */
final class WarmUp {
    private final long until;
    private boolean committed;

    WarmUp(AlertConfig config, long nanos) {
        until = nanos + config.duration(AlertSetting.WARM_UP).toNanos();
    }

    /** The replica has committed a block. */
    void committed() {
        committed = true;
    }

    boolean isOver(long nanos) {
        return committed || isPast(nanos);
    }

    /** Whether all of the setting's time has passed. */
    boolean isPast(long nanos) {
        return nanos - until >= 0;
    }
}
