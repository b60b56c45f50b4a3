package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstKnownTest {
    private final FirstKnown known = new FirstKnown();

    @Test
    void age_countsFromTheFirstNote() {
        known.note(Samples.id(7), 100);
        known.note(Samples.id(7), 200);
        assertThat(known.age(Samples.id(7), 350)).isEqualTo(250);
    }

    @Test
    void age_beforeTheNote_isZero() {
        known.note(Samples.id(7), 100);
        assertThat(known.age(Samples.id(7), 90)).isZero();
    }

    @Test
    void age_ofWhatWasNeverNotedOrIsForgotten_isNegative() {
        known.note(Samples.id(7), 100);
        known.remove(Samples.id(7));
        assertThat(known.age(Samples.id(7), 200)).isNegative();
        assertThat(known.age(Samples.id(8), 200)).isNegative();
    }

    @Test
    void fullSet_forgetsTheOldest() {
        for (int i = 0; i <= FirstKnown.WAYS; i++) {
            known.note(collidingId(i), 100 + i);
        }
        assertThat(known.age(collidingId(0), 200)).isNegative();
        for (int i = 1; i <= FirstKnown.WAYS; i++) {
            assertThat(known.age(collidingId(i), 200)).isEqualTo(100 - i);
        }
    }

    @Test
    void flood_keepsNoMoreThanItHasPlaces() {
        for (int i = 0; i < 100_000; i++) {
            known.note(Samples.id(i), i);
        }
        int kept = 0;
        for (int i = 0; i < 100_000; i++) {
            kept += known.age(Samples.id(i), 100_000) >= 0 ? 1 : 0;
        }
        assertThat(kept).isEqualTo(FirstKnown.SETS * FirstKnown.WAYS);
    }

    private static BlockId collidingId(int number) {
        return new BlockId(number, 0, 0, 42);
    }
}
