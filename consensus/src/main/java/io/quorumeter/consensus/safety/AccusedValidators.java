package io.quorumeter.consensus.safety;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who was accused of anything, by an identity that is the same over all validator sets. Bounded; safe from any thread. */
final class AccusedValidators {
    private static final int MOST = 100_000;

    private final Set<String> identities = ConcurrentHashMap.newKeySet();

    void add(String identity) {
        if (identities.size() < MOST) {
            identities.add(identity);
        }
    }

    boolean contains(Members members, int validator) {
        return identities.contains(members.identity(validator));
    }

    /** How many of the members. */
    int count(Members members) {
        int count = 0;
        for (int validator = 0; !identities.isEmpty() && validator < members.size(); validator++) {
            count += contains(members, validator) ? 1 : 0;
        }
        return count;
    }

    /** Their share of the voting power, 0 to 1. */
    double powerRatio(Members members) {
        long power = 0;
        for (int validator = 0; !identities.isEmpty() && validator < members.size(); validator++) {
            power += contains(members, validator) ? members.power(validator) : 0;
        }
        return (double) power / members.totalPower();
    }
}
