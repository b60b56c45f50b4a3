package io.quorumeter.core.delivery;

import io.quorumeter.spi.DurationRange;
import java.time.Duration;

/**
 * What became of an attempt.
 *
 * @param verdict what follows
 * @param reason for people; empty when it was delivered
 * @param after the least time until the next attempt; zero leaves it to the back-off
 */
public record Answer(Verdict verdict, String reason, Duration after) {
    /** What follows an attempt. */
    public enum Verdict {
        /** The target has the record. */
        DELIVERED,
        /** The target will never take the record, so it is dropped. */
        REFUSED,
        /** The record is sent again later. */
        RETRY
    }

    /**
     * Checks the pause.
     *
     * @param verdict what follows
     * @param reason for people; empty when it was delivered
     * @param after the least time until the next attempt, zero or more, up to {@link DurationRange#LONGEST}
     * @throws IllegalArgumentException when the pause is out of range
     */
    public Answer {
        DurationRange.notNegative("after", after);
    }

    /** {@return the answer that the target has the record} */
    public static Answer delivered() {
        return new Answer(Verdict.DELIVERED, "", Duration.ZERO);
    }

    /**
     * Says that the target will never take the record.
     *
     * @param reason for people
     * @return the answer
     */
    public static Answer refused(String reason) {
        return new Answer(Verdict.REFUSED, reason, Duration.ZERO);
    }

    /**
     * Says that the record is to be sent again.
     *
     * @param reason for people
     * @param after the least time until then; zero leaves it to the back-off
     * @return the answer
     */
    public static Answer retry(String reason, Duration after) {
        return new Answer(Verdict.RETRY, reason, after);
    }
}
