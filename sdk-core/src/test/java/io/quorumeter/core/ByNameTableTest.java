package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ByNameTableTest {
    private static final int MANY = 10_000;

    private final ByNameTable table = new ByNameTable();

    @Test
    void valuesOfOneHash_areFoundInAFewProbes() {
        List<String> values = OneHash.strings(MANY);
        assertThat(values.stream().map(String::hashCode).distinct()).hasSize(1);
        for (String value : values) {
            put(value);
        }
        assertThat(table.size()).isEqualTo(MANY);
        for (String value : values) {
            assertThat(find(value)).isEqualTo("of " + value);
        }
        assertThat(find("Aa".repeat(14) + "C#")).isNull();
        assertThat(find(values.get(0).substring(2))).isNull();
        assertThat(table.mostProbes()).isLessThan(150);
    }

    @Test
    void labelsOfOneHash_inEveryPlace_areKeptApart() {
        List<String> texts = OneHash.strings(50);
        for (String text : texts) {
            table.put(text, "a", "", null, null, null, null, "name");
            table.put("x_total", "a", text, "b", "", null, null, "first");
            table.put("x_total", "a", "", "b", text, "c", "", "second");
            table.put("x_total", "a", "", "b", "", "c", text, "third");
        }
        for (String text : texts) {
            assertThat(table.find(text, "a", "", null, null, null, null)).isEqualTo("name");
            assertThat(table.find("x_total", "a", text, "b", "", null, null)).isEqualTo("first");
            assertThat(table.find("x_total", "a", "", "b", text, "c", "")).isEqualTo("second");
            assertThat(table.find("x_total", "a", "", "b", "", "c", text)).isEqualTo("third");
            assertThat(table.find("x_total", "a", "", "b", text, "c", null)).isNull();
        }
    }

    @Test
    void remove_ofSomeOfOneHash_leavesTheOthers() {
        List<String> values = OneHash.strings(1_000);
        values.forEach(this::put);
        Set<Object> gone = new HashSet<>();
        for (int i = 0; i < values.size(); i += 2) {
            gone.add("of " + values.get(i));
        }
        table.remove(gone::contains);
        assertThat(table.size()).isEqualTo(500);
        for (int i = 0; i < values.size(); i++) {
            assertThat(find(values.get(i))).isEqualTo(i % 2 == 0 ? null : "of " + values.get(i));
        }
        values.forEach(this::put);
        assertThat(table.size()).isEqualTo(1_000);
    }

    @Test
    void valuesThatNobodyChose_areFoundInAFewProbes() {
        for (int i = 0; i < MANY; i++) {
            put("peer-" + i);
            put("peer-" + i);
        }
        assertThat(table.size()).isEqualTo(MANY);
        for (int i = 0; i < MANY; i++) {
            assertThat(find("peer-" + i)).isEqualTo("of peer-" + i);
        }
        assertThat(table.mostProbes()).isLessThan(150);
    }

    private void put(String value) {
        table.put("x_total", "peer", value, null, null, null, null, "of " + value);
    }

    private @Nullable Object find(String value) {
        return table.find("x_total", "peer", value, null, null, null, null);
    }
}
