package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Labels;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretHashTest {
    @Test
    void texts_thatDiffer_differAlsoWhereHashCodesDoNot() {
        Set<Long> seen = new HashSet<>();
        for (String text : OneHash.strings(20_000)) {
            assertThat(seen.add(SecretHash.of(text))).as(text).isTrue();
        }
        for (int length = 0; length < 100; length++) {
            assertThat(seen.add(SecretHash.of("\0".repeat(length)))).isTrue();
        }
        assertThat(seen.add(SecretHash.of(null))).isTrue();
    }

    @Test
    void texts_oneBehindTheOther_areToldApartByWhereTheOneEnds() {
        assertThat(SecretHash.then(SecretHash.of("ab"), "c")).isNotEqualTo(SecretHash.then(SecretHash.of("a"), "bc"));
        assertThat(SecretHash.then(SecretHash.of("a"), "")).isNotEqualTo(SecretHash.then(SecretHash.of("a"), null));
    }

    @Test
    void text_longerThanAnyValue_isReadAsFarAsAValueGoes() {
        String longest = "x".repeat(Labels.MAX_VALUE_LENGTH);
        assertThat(SecretHash.of(longest + "a")).isEqualTo(SecretHash.of(longest + "b"));
        assertThat(SecretHash.of(longest + "a")).isNotEqualTo(SecretHash.of(longest + "ab"));
        assertThat(SecretHash.of(longest)).isNotEqualTo(SecretHash.of("x".repeat(Labels.MAX_VALUE_LENGTH - 1) + "y"));
    }

    @Test
    void spread_ofManyHashes_fillsEveryPlaceAboutAlike() {
        int[] places = new int[64];
        for (String text : OneHash.strings(6_400)) {
            places[SecretHash.spread(SecretHash.of(text)) & 63]++;
        }
        for (int count : places) {
            assertThat(count).isBetween(40, 180);
        }
    }
}
