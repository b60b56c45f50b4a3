package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesIndexTest {
    private final SeriesIndex index = new SeriesIndex();

    @Test
    void pairs_inAnyOrder_areFound_andNothingElseIs() {
        index.add(Labels.of("a", "1", "b", "2", "c", ""));
        assertThat(index.has("b", "2", "c", "", "a", "1", null, null)).isTrue();
        assertThat(index.has("b", "2", "a", "1", "c", null, null, null)).isTrue();
        assertThat(index.has("a", "2", "b", "1", "c", "", null, null)).isFalse();
        assertThat(index.has("a", "1", "b", "2", null, null, null, null)).isFalse();
        assertThat(index.has("a", "1", "b", "2", "c", "", "d", "")).isFalse();
        assertThat(index.has(Labels.of("c", "", "a", "1"), "b", "2")).isTrue();
        assertThat(index.has(Labels.of("c", "", "a", "1", "b", "2"), null, null))
                .isTrue();
        assertThat(index.has(Labels.of("c", "", "a", "1"), null, null)).isFalse();
    }

    @Test
    void values_ofOneHash_areKeptApart() {
        index.add(Labels.of("peer", "AaAa"));
        index.add(Labels.of("peer", "BBBB"));
        assertThat(index.has("peer", "AaBB", null, null, null, null, null, null))
                .isFalse();
        index.remove(Labels.of("peer", "AaAa"));
        assertThat(index.has("peer", "AaAa", null, null, null, null, null, null))
                .isFalse();
        assertThat(index.has("peer", "BBBB", null, null, null, null, null, null))
                .isTrue();
    }

    @Test
    void seriesThatComeAndGo_areThoseThatAreThere() {
        Random random = new Random(5);
        List<Integer> there = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            there.add(i);
            index.add(labels(i));
            if (there.size() > 300) {
                index.remove(labels(there.remove(random.nextInt(there.size()))));
            }
        }
        for (int i = 0; i < 20_000; i++) {
            boolean found = index.has("x", "v" + i, null, null, null, null, null, null);
            assertThat(found).as("value %d", i).isEqualTo(there.contains(i));
        }
    }

    @Test
    void valuesOfOneHash_areFoundInAFewProbes() {
        List<String> values = OneHash.strings(10_000);
        for (String value : values) {
            index.add(Labels.of("kind", "io", "peer", value));
        }
        for (String value : values) {
            assertThat(index.has("peer", value, "kind", "io", null, null, null, null))
                    .isTrue();
        }
        assertThat(index.mostProbes()).isLessThan(150);
    }

    private static Labels labels(int i) {
        return Labels.of("x", "v" + i);
    }
}
