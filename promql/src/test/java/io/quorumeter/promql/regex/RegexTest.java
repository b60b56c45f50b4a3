package io.quorumeter.promql.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RegexTest {
    @Test
    void everyLetterButThoseThatAreRefused_isFound_whateverItsCase() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
                if (Character.toLowerCase(c) != Character.toUpperCase(c) && (c < 0x1c80 || c > 0x1c8f)) {
                    String letter = Character.toString(c);
                    assertThat(Regex.compile("(?i)x" + letter, true).matches("X" + letter))
                            .as("U+%x", c)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void largeExpression_isRefused_evenIfItIsShort() {
        assertThat(Regex.compile("[a-z]+-\\d{1,3}(.*)", true).matches("pod-17.x"))
                .isTrue();
        for (String large : new String[] {"(?i)" + "\\pL".repeat(2_400), "(.|x)*".repeat(1_600), "a".repeat(10_001)}) {
            assertThatThrownBy(() -> Regex.compile(large, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("regular expression too large")
                    .hasMessageEndingWith("more than 10000");
        }
    }
}
