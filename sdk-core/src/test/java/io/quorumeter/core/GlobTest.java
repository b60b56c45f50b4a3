package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "jvm_*, jvm_threads, true",
        "jvm_*, jvm_, true",
        "jvm_*, jvm, false",
        "jvm_*, a_jvm_threads, false",
        "*_total, a_total_total, true",
        "*_total, a_total_b, false",
        "a_?_total, a_b_total, true",
        "a_?_total, a__total, false",
        "a_?_total, a_bb_total, false",
        "*a*b*c, xaxbxbxc, true",
        "*a*b*c, xaxcxb, false",
        "*, anything, true",
        "exact, exact, true",
        "exact, exactly, false"
    })
    void matches_asShellsDo(String pattern, String name, boolean matches) {
        assertThat(Glob.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void matches_manyStarsAgainstALongNameOfTheSameLetter_ends() {
        assertThat(Glob.matches("*a".repeat(100) + "b", "a".repeat(255))).isFalse();
    }

    @Test
    void isOne_otherCharacters_areNot() {
        assertThat(Glob.isOne("jvm_*")).isTrue();
        assertThat(Glob.isOne("*:?")).isTrue();
        assertThat(Glob.isOne("")).isFalse();
        assertThat(Glob.isOne("9a")).isFalse();
        assertThat(Glob.isOne("a.b")).isFalse();
        assertThat(Glob.isOne("[ab]")).isFalse();
    }
}
