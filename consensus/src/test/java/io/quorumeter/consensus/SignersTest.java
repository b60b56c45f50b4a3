package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class SignersTest {
    @Test
    void set_holdsWhatWasGivenOnce() {
        Signers signers = Signers.of(3, 64, 0, 3, 130);
        assertThat(signers.stream()).containsExactly(0, 3, 64, 130);
        assertThat(signers.size()).isEqualTo(4);
        assertThat(signers.highest()).isEqualTo(130);
        assertThat(signers.contains(64)).isTrue();
        assertThat(signers.contains(65)).isFalse();
        assertThat(signers.contains(-1)).isFalse();
        assertThat(signers.contains(100_000)).isFalse();
        assertThat(signers).hasToString("[0, 3, 64, 130]");
    }

    @Test
    void intersection_isWhoIsInBoth() {
        assertThat(Signers.of(0, 1, 2, 70).and(Signers.of(2, 3, 70, 200))).isEqualTo(Signers.of(2, 70));
        assertThat(Signers.of(70).and(Signers.of(1))).isEqualTo(Signers.none()).hasSameHashCodeAs(Signers.none());
    }

    @Test
    void emptySet_hasNoHighest() {
        assertThat(Signers.none().highest()).isEqualTo(-1);
        assertThat(Signers.none().stream()).isEmpty();
    }

    @Test
    void negativeIndex_isRefused() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Signers.of(1, -1));
    }
}
