package io.quorumeter.core.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Labels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesLabelsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 1_000})
    void everySeries_isFound_andNoOther(int size) {
        Labels[] labels = new Labels[size + 1];
        for (int i = 0; i <= size; i++) {
            labels[i] = Labels.of("a", "" + i);
        }
        SeriesLabels list = new SeriesLabels(labels, size);
        for (int i = 0; i < size; i++) {
            assertThat(list.indexOf(Labels.of("a", "" + i))).isEqualTo(i);
        }
        assertThat(list.indexOf(labels[size])).isEqualTo(-1);
        assertThat(list.contains(labels[size])).isFalse();
        assertThat(list).hasSize(size).doesNotContainNull();
        assertThatThrownBy(() -> list.get(size)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
