package io.quorumeter.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetricsExporterTest {
    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    private record Format(Writer writer) implements MetricsExporter {
        @Override
        public String formatName() {
            return "test";
        }

        @Override
        public String contentType() {
            return "text/plain; charset=utf-8";
        }

        @Override
        public void export(MetricsSnapshot snapshot, OutputStream out) throws IOException {
            writer.write(out);
        }
    }

    @Test
    void export_toBytes_isWhatTheStreamGets() {
        byte[] text = "vüe 1\n".getBytes(StandardCharsets.UTF_8);
        MetricsExporter exporter = new Format(out -> out.write(text));
        assertThat(exporter.export(MetricsCollector.noop().snapshot())).isEqualTo(text);
    }

    @Test
    void export_toBytes_passesAFailureOn() {
        IOException failure = new IOException("cannot be written");
        MetricsExporter exporter = new Format(out -> {
            throw failure;
        });
        assertThatThrownBy(() -> exporter.export(MetricsCollector.noop().snapshot()))
                .isInstanceOf(UncheckedIOException.class)
                .hasCause(failure);
    }
}
