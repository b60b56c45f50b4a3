package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalNumberTest {
    /** The examples of OpenMetrics 1.0, "Considerations: Canonical Numbers". */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0",
                "0.001",
                "0.002",
                "0.01",
                "0.1",
                "0.9",
                "0.95",
                "0.99",
                "0.999",
                "1.0",
                "1.7",
                "10.0",
                "1e-10",
                "1e-09",
                "1e-05",
                "0.0001",
                "100000.0",
                "1e+06",
                "1e+10",
                "1.6777216e+07",
                "2.5e-05",
                "-1.5",
                "-1e+06"
            })
    void numbers_areWrittenAsTheSpecificationShows(String text) {
        assertThat(CanonicalNumber.of(Double.parseDouble(text))).isEqualTo(text);
    }

    @Test
    void everyNumber_isReadAsItself() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(CanonicalNumber.of(number))).isEqualTo(number);
            }
        }
    }
}
