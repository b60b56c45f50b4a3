package io.quorumeter.testkit.simulation;

/**
 * What a simulated network carried so far. Two can be added.
 *
 * @param sent messages that replicas sent, one for each receiver
 * @param dropped of those, lost on the way or sent to a replica that was down
 * @param duplicated of those, delivered twice
 * @param timers timers that expired
 * @param crashes replicas that crashed
 * @param restarts replicas that came back
 * @param commits blocks committed, all replicas together
 * @param forks heights with two blocks
 */
public record Totals(
        long sent, long dropped, long duplicated, long timers, long crashes, long restarts, long commits, long forks) {
    /** Nothing yet. */
    public static final Totals ZERO = new Totals(0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Both together.
     *
     * @param other another run
     * @return the sums
     */
    public Totals plus(Totals other) {
        return new Totals(
                sent + other.sent,
                dropped + other.dropped,
                duplicated + other.duplicated,
                timers + other.timers,
                crashes + other.crashes,
                restarts + other.restarts,
                commits + other.commits,
                forks + other.forks);
    }
}
