package io.quorumeter.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Labels;
import org.junit.jupiter.api.Test;

class ExemplarTest {
    @Test
    void traceId_isAsW3cWritesIt() {
        Exemplar exemplar = new Exemplar(0x4bf92f3577b34da6L, 0x0a3ce929d0e0e473L, 0.25, 1);
        assertThat(exemplar.traceId()).isEqualTo("4bf92f3577b34da60a3ce929d0e0e473");
        assertThat(exemplar.labels()).isEqualTo(Labels.of("trace_id", "4bf92f3577b34da60a3ce929d0e0e473"));
    }

    @Test
    void traceId_ofSmallAndNegativeHalves_keeps32Digits() {
        assertThat(new Exemplar(0, 1, 0, 0).traceId()).isEqualTo("0".repeat(31) + "1");
        assertThat(new Exemplar(-1, Long.MIN_VALUE, 0, 0).traceId()).isEqualTo("f".repeat(16) + "8" + "0".repeat(15));
    }
}
