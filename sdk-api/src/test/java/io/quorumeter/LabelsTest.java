package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    private static final String FACE = "\uD83D\uDE00";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pairs_inAnyOrder_areTheSameLabels(long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e", "f"));
        Labels sorted = Labels.of();
        for (String name : names) {
            sorted = sorted.with(name, "value of " + name);
        }
        Collections.shuffle(names, random);
        Labels shuffled = Labels.of();
        for (String name : names) {
            shuffled = shuffled.with(name, "value of " + name);
        }
        assertThat(shuffled).as("seed %d: %s", seed, names).isEqualTo(sorted).hasSameHashCodeAs(sorted);
        assertThat(shuffled.names()).as("seed %d", seed).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(shuffled.toString()).isEqualTo(sorted.toString());
    }

    @Test
    void order_isByNamesAndValues_andSaysEqualOfEqualLabelsAlone() {
        List<Labels> rising = List.of(
                Labels.of(),
                Labels.of("a", ""),
                Labels.of("a", "1"),
                Labels.of("a", "1", "b", "AaBB"),
                Labels.of("a", "1", "b", "BBAa"),
                Labels.of("b", "0"));
        for (int i = 0; i < rising.size(); i++) {
            for (int j = 0; j < rising.size(); j++) {
                assertThat(Integer.signum(rising.get(i).compareTo(rising.get(j))))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
        assertThat(Labels.of("b", "2", "a", "1").compareTo(Labels.of("a", "1", "b", "2")))
                .isZero();
    }

    @Test
    void equality_differsInNamesValuesAndSize() {
        Labels labels = Labels.of("a", "1");
        assertThat(labels)
                .isEqualTo(Labels.of("a", "1"))
                .isNotEqualTo(Labels.of("a", "2"))
                .isNotEqualTo(Labels.of("b", "1"))
                .isNotEqualTo(Labels.of("a", "1", "b", "1"))
                .isNotEqualTo(Labels.of())
                .isNotEqualTo("a=1");
    }

    @Test
    void with_leavesTheShorterLabelsAlone() {
        Labels shorter = Labels.of("b", "2");
        Labels longer = shorter.with("a", "1");
        assertThat(shorter.size()).isEqualTo(1);
        assertThat(longer.size()).isEqualTo(2);
        assertThat(longer.name(0)).isEqualTo("a");
        assertThat(longer.value(0)).isEqualTo("1");
        assertThat(longer.get("b")).isEqualTo("2");
        assertThat(longer.get("c")).isNull();
    }

    @Test
    void forEach_goesInOrderOfNames() {
        List<String> seen = new ArrayList<>();
        Labels.of("z", "1", "a", "2").forEach((name, value) -> seen.add(name + value));
        assertThat(seen).containsExactly("a2", "z1");
    }

    @Test
    void of_anOddNumber_isRefused() {
        assertThatThrownBy(() -> Labels.of("a", "1", "b"))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessage("labels a, 1, b: the last name has no value");
    }

    @Test
    void name_twice_isRefused() {
        assertThatThrownBy(() -> Labels.of("a", "1", "a", "1")).hasMessage("label 'a' is given twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "__a", "a:b"})
    void name_illegal_isRefused(String name) {
        assertThatThrownBy(() -> Labels.of().with(name, "x"))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("label name '" + name + "' is not legal");
    }

    @Test
    void value_upTo1024Characters_isKept() {
        String longest = "x".repeat(Labels.MAX_VALUE_LENGTH);
        assertThat(Labels.of("a", longest).value(0)).isEqualTo(longest);
    }

    @Test
    void value_longer_isCutAndMarked() {
        assertThat(Labels.of("a", "x".repeat(Labels.MAX_VALUE_LENGTH + 1)).value(0))
                .hasSize(Labels.MAX_VALUE_LENGTH)
                .isEqualTo("x".repeat(Labels.MAX_VALUE_LENGTH - 1) + "…");
    }

    @Test
    void value_longer_isNeverCutThroughAPair() {
        for (int shift = 0; shift < 4; shift++) {
            String cut = Labels.of("a", "x".repeat(shift) + FACE.repeat(600)).value(0);
            assertThat(cut.length()).isBetween(Labels.MAX_VALUE_LENGTH - 1, Labels.MAX_VALUE_LENGTH);
            assertThat(cut).endsWith(FACE + "…").doesNotContain("\uFFFD");
        }
    }

    @Test
    void value_withPairs_isKept() {
        assertThat(Labels.of("a", "x" + FACE).value(0)).isEqualTo("x" + FACE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xD800, 0xDBFF, 0xDC00, 0xDFFF})
    void value_withHalfAPair_isTheSameAfterEncoding(int half) {
        for (String hostile : List.of((char) half + "", "a" + (char) half, (char) half + "a", FACE + (char) half)) {
            Labels labels = Labels.of("peer", hostile);
            String encoded = new String(labels.value(0).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertThat(encoded).isEqualTo(labels.value(0)).contains("\uFFFD");
        }
    }

    @Test
    void toString_hostileValues_stayOnOneLineAndInTheirQuotes() {
        assertThat(Labels.of("a", "1\n2", "b", "x\",c=\"y")).hasToString("{a=\"1?2\",b=\"x\\\",c=\\\"y\"}");
        assertThat(Labels.of("a", "\\")).hasToString("{a=\"\\\\\"}");
        assertThat(Labels.of("a", "\u202Etxt\u2028\u2029\u0085\u0000\uD800").toString())
                .isEqualTo("{a=\"?txt????\uFFFD\"}");
        assertThat(Labels.of("a", "x".repeat(1000)).toString())
                .hasSizeLessThan(120)
                .contains("…");
        assertThat(Labels.of()).hasToString("");
    }
}
