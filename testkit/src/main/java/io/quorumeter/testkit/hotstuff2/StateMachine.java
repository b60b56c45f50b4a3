package io.quorumeter.testkit.hotstuff2;

/**
 * What a driver feeds: a replica, correct or not. One input at a time, from one thread or with the driver's own exclusion;
 * {@code now} is a clock in nanoseconds that never runs backwards.
 */
public interface StateMachine {
    /**
     * Starts. Called once, first.
     *
     * @param now the time in nanoseconds
     */
    void start(long now);

    /**
     * A message arrived.
     *
     * @param message the message; nothing about it needs to be true
     * @param ref the host's reference to it, handed on with the events that it causes; 0 for none
     * @param now the time in nanoseconds
     */
    void onMessage(Message message, long ref, long now);

    /**
     * A timer expired that was neither set anew nor cancelled since.
     *
     * @param kind which
     * @param now the time in nanoseconds
     */
    void onTimer(TimerKind kind, long now);
}
