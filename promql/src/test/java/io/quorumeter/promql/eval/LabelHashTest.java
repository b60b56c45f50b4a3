package io.quorumeter.promql.eval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.promql.model.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelHashTest {
    /** Digests of the reference implementation. */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "Nobody inspects the spammish repetition, fbcea83c8a378bf1"
    })
    void hash_isThatOfXxHash64(String text, String hex) {
        assertThat(Long.toHexString(LabelHash.hash(text.getBytes(UTF_8)))).isEqualTo(hex);
    }

    @Test
    void places_areSpreadOverTheUnitInterval() {
        int low = 0;
        for (int i = 0; i < 10_000; i++) {
            double place = LabelHash.place(Labels.of("job", "j" + i, "long", "x".repeat(i % 400)));
            assertThat(place).isBetween(0.0, 1.0);
            low += place < 0.25 ? 1 : 0;
        }
        assertThat(low).isBetween(2_300, 2_700);
    }
}
