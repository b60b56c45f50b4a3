package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OverheadTest {
    @Test
    void sample_isTakenByAThreadThatOwnsItsWords_howeverManyReadersEnded() throws InterruptedException {
        Overhead overhead = new Overhead();
        for (int i = 0; i < 4; i++) {
            Thread reader = new Thread(() -> overhead.read(List.of()));
            reader.start();
            reader.join();
            assertThat(overhead.isOwnedBy(reader)).as("reader %d", i).isTrue();
        }
    }
}
