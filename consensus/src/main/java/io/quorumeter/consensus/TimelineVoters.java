package io.quorumeter.consensus;

import java.util.List;

/** The powers of one validator set, and what a quorum of them is. Immutable. */
final class TimelineVoters {
    private final long[] powers;
    private final long quorum;

    private TimelineVoters(long[] powers, long quorum) {
        this.powers = powers;
        this.quorum = quorum;
    }

    static TimelineVoters of(Protocol protocol) {
        long[] powers = new long[protocol.replicas()];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = protocol.power(i);
        }
        return new TimelineVoters(powers, protocol.quorumPower());
    }

    static TimelineVoters of(ValidatorSetChange change) {
        List<Long> powers = change.powers();
        return new TimelineVoters(powers.stream().mapToLong(Long::longValue).toArray(), change.quorumPower());
    }

    long quorum() {
        return quorum;
    }

    /** 0 for one that is not in the set. */
    long power(int validator) {
        return validator >= 0 && validator < powers.length ? powers[validator] : 0;
    }
}
