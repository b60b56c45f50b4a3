package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.consensus.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replica must not forget is known to the monitor of the next process. */
class HighWaterMarkTest {
    @TempDir
    Path folder;

    private Path path = Path.of("");

    @BeforeEach
    void name() {
        path = folder.resolve("safety.mark");
    }

    /** A process that restores, does something and ends. */
    private Watch process(long view, long lastVoted, long lock, long votes) throws IOException {
        try (HighWaterMark mark = HighWaterMark.open(path, Runnable::run)) {
            Watch watch = new Watch(
                    Protocol.basic().replicas(4).ownIndex(2),
                    SafetyOptions.standard().highWaterMark(mark));
            watch.restored(view, lastVoted, lock, 0);
            watch.monitor.safetyStatePersisted(view + 3, lastVoted, lock + 1, 0);
            watch.ownVote(votes, votes, votes - 1);
            return watch;
        }
    }

    @Test
    void secondMarkOnOneFile_isRefused() throws IOException {
        Path file = folder.resolve("of one");
        try (HighWaterMark mark = HighWaterMark.open(file, Runnable::run)) {
            assertThatThrownBy(() -> HighWaterMark.open(file, Runnable::run))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("in use");
            mark.reached(7, 6, 5);
        }
        try (HighWaterMark mark = HighWaterMark.open(file, Runnable::run)) {
            assertThat(mark.view()).isEqualTo(7);
        }
    }

    @Test
    void fileThatIsTakenAway_isNoticedAndNamed() throws IOException {
        Path file = folder.resolve("moved away");
        try (HighWaterMark mark = HighWaterMark.open(file, Runnable::run);
                Logged logged = new Logged()) {
            mark.reached(7, 6, 5);
            Files.move(file, folder.resolve("elsewhere"));
            mark.reached(8, 7, 6);
            mark.reached(9, 8, 7);
            assertThat(mark.failed()).isEqualTo(2);
            assertThat(logged.messages).singleElement().asString().contains(file.toString(), "moved or deleted");
        }
    }

    @Test
    void restartThatFindsWhatWasDurable_isFine() throws IOException {
        assertThat(process(0, 0, 0, 3).found()).isEmpty();
        assertThat(process(3, 3, 1, 5).found()).isEmpty();
    }

    @Test
    void restartThatFindsLess_isFoundByTheNextProcess() throws IOException {
        process(5, 5, 4, 7);
        assertThat(process(0, 0, 0, 1).found()).containsExactly("VIEW_REGRESSION @0", "LOCK_REGRESSION @0");
    }

    @Test
    void voteThatWasForgotten_isFoundAlone() throws IOException {
        process(5, 5, 4, 7);
        assertThat(process(8, 6, 5, 9).found()).containsExactly("VIEW_REGRESSION @6");
    }

    @Test
    void writesAreLeftToTheExecutor_andLagTogether() throws IOException {
        Deque<Runnable> later = new ArrayDeque<>();
        HighWaterMark mark = HighWaterMark.open(path, later::add);
        for (long view = 1; view <= 100; view++) {
            mark.reached(view, view - 1, view - 2);
        }
        assertThat(later).hasSize(1);
        assertThat(Files.size(path)).isZero();
        later.remove().run();
        mark.reached(100, 99, 98);
        assertThat(later).isEmpty();
        Path copy = Files.copy(path, folder.resolve("copy"));
        try (HighWaterMark read = HighWaterMark.open(copy, later::add)) {
            assertThat(read.view()).isEqualTo(100);
            assertThat(read.voted()).isEqualTo(99);
            assertThat(read.lock()).isEqualTo(98);
        }
        mark.close();
    }

    @Test
    void writeThatWasTorn_leavesTheOneBefore() throws IOException {
        try (HighWaterMark mark = HighWaterMark.open(path, Runnable::run)) {
            mark.reached(1, 1, 1);
            mark.reached(2, 2, 2);
        }
        byte[] whole = Files.readAllBytes(path);
        for (int at = 0; at < whole.length; at++) {
            byte[] torn = whole.clone();
            torn[at] ^= 1;
            Files.write(path, torn);
            try (HighWaterMark mark = HighWaterMark.open(path, Runnable::run)) {
                assertThat(mark.view()).isBetween(1L, 2L);
            }
        }
    }

    @Test
    void fileThatIsSomethingElse_isRefused() throws IOException {
        Files.writeString(path, "x".repeat(60));
        assertThatThrownBy(() -> HighWaterMark.open(path, Runnable::run)).hasMessageContaining("damaged");
        Files.writeString(path, "x".repeat(600));
        assertThatThrownBy(() -> HighWaterMark.open(path, Runnable::run)).hasMessageContaining("no high-water mark");
    }

    @Test
    void executorThatEnded_andFileThatIsClosed_throwNothing() throws IOException {
        Deque<Runnable> later = new ArrayDeque<>();
        HighWaterMark mark = HighWaterMark.open(path, later::add);
        mark.reached(1, 1, 1);
        mark.close();
        later.remove().run();
        assertThat(mark.failed()).isEqualTo(1);
        HighWaterMark refused = HighWaterMark.open(path, task -> {
            throw new RejectedExecutionException();
        });
        refused.reached(9, 9, 9);
        refused.close();
        try (HighWaterMark read = HighWaterMark.open(path, Runnable::run)) {
            assertThat(read.view()).isEqualTo(9);
        }
    }
}
