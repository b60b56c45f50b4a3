package io.quorumeter.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.promql.model.Numbers;
import io.quorumeter.promql.model.Semantics;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "-1.5, -1.5",
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "1e20, 100000000000000000000",
        "123456789012345680000, 123456789012345680000",
        "1e21, 1e+21",
        "-1.5e21, -1.5e+21",
        "1e23, 1e+23",
        "2e-3, 0.002",
        "0.000001, 0.000001",
        "0.0000001, 1e-07",
        "1.5e-10, 1.5e-10",
        "4.9e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "9007199254740993, 9007199254740992",
        "2.0e23, 2e+23",
        "8.41e21, 8.41e+21",
        "5e-324, 5e-324",
        "9.5367431640625e-7, 9.5367431640625e-07",
        "Infinity, +Inf",
        "-Infinity, -Inf",
        "NaN, NaN"
    })
    void number_isPrintedAsGoDoes(double value, String expected) {
        assertThat(Numbers.format(value)).isEqualTo(expected);
    }

    @Test
    void anyNumber_isReadBackAndHasNoDigitTooMany() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            String text = Numbers.format(value);
            if (!Double.isNaN(value)) {
                assertThat(Double.parseDouble(text))
                        .as("seed %d, %s", seed, text)
                        .isEqualTo(value);
                assertThat(text.replaceAll("e.*|[-.]", "")
                                .replaceAll("^0+|0+$", "")
                                .length())
                        .as(text)
                        .isLessThan(18);
            }
        }
    }

    @Test
    void shortDecimal_isPrintedAsItIsWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String written =
                    (1 + random.nextInt(9)) + "." + (1 + random.nextInt(999_999)) + "1e+" + (21 + random.nextInt(250));
            assertThat(Numbers.format(Double.parseDouble(written)))
                    .as("seed %d", seed)
                    .isEqualTo(written);
        }
    }

    @Test
    void bound_isWrittenByVersion() {
        assertThat(Semantics.V2.bound(1)).isEqualTo("1");
        assertThat(Semantics.V3.bound(1)).isEqualTo("1.0");
        assertThat(Semantics.V3.bound(0.25)).isEqualTo("0.25");
        assertThat(Semantics.V3.bound(1e21)).isEqualTo("1e+21");
        assertThat(Semantics.V3.bound(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    }
}
