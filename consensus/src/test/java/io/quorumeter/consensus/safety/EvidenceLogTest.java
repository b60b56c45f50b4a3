package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceLogTest {
    @TempDir
    Path folder;

    private Path path = Path.of("");

    @BeforeEach
    void name() {
        path = folder.resolve("evidence.log");
    }

    private static Evidence piece(long view, int validator) {
        return new Evidence(
                ByzantineAct.DOUBLE_VOTE,
                view,
                validator,
                "key\"" + validator,
                1,
                List.of(
                        new Testimony(Statement.VOTE, view, Watch.block(view), view - 1, "0a0b"),
                        Testimony.of(Statement.VOTE, view, Watch.block(-view), -1)),
                1_700_000_000_123L,
                2,
                "1.0");
    }

    @Test
    void secondLogOnOneFile_isRefused_andTheFirstGoesOn() throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path)) {
            for (long view = 1; view <= 10; view++) {
                log.add(piece(view, (int) view));
                assertThatThrownBy(() -> EvidenceLog.open(path))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(path.toString())
                        .hasMessageContaining("in use");
            }
            assertThat(log.records()).hasSize(10);
        }
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).hasSize(10);
        }
    }

    @Test
    void recordsAreAddedAtTheEndThatTheFileHas() throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path)) {
            log.add(piece(1, 1));
            Files.write(path, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
            log.add(piece(2, 2));
        }
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).containsExactly(piece(1, 1), piece(2, 2));
            assertThat(log.damagedBytes()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"moved", "deleted", "replaced"})
    void fileThatIsTakenAway_isNoticedAndNamed(String how) throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path);
                Logged logged = new Logged()) {
            assertThat(log.add(piece(1, 1))).isTrue();
            if (how.equals("deleted")) {
                Files.delete(path);
            } else {
                Files.move(path, folder.resolve("evidence.old"));
            }
            if (how.equals("replaced")) {
                Files.copy(folder.resolve("evidence.old"), path);
            }
            assertThat(log.add(piece(2, 2))).isFalse();
            assertThat(log.add(piece(3, 3))).isFalse();
            assertThat(log.failed()).isEqualTo(2);
            assertThat(logged.messages).singleElement().asString().contains(path.toString(), "moved or deleted");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 5, 40, -1})
    void fileThatIsTruncated_isNoticedAndNamed_andReadableUpToThere(long length) throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path);
                Logged logged = new Logged()) {
            assertThat(log.add(piece(1, 1))).isTrue();
            long whole = Files.size(path);
            assertThat(log.add(piece(2, 2))).isTrue();
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(length < 0 ? whole : length);
            }
            assertThat(log.add(piece(3, 3))).isFalse();
            assertThat(log.add(piece(4, 4))).isFalse();
            assertThat(log.failed()).isEqualTo(2);
            assertThat(logged.messages).singleElement().asString().contains(path.toString(), "cut off");
        }
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).isEqualTo(length < 0 ? List.of(piece(1, 1)) : List.of());
            assertThat(log.add(piece(5, 1))).isTrue();
        }
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).endsWith(piece(5, 1));
        }
    }

    @Test
    void loggerThatThrows_hidesNoFailure() throws IOException {
        Handler broken = new Handler() {
            @Override
            public void publish(LogRecord log) {
                throw new IllegalStateException("no log");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(SafetyMonitor.class.getName());
        logger.addHandler(broken);
        try (EvidenceLog log = EvidenceLog.open(path)) {
            Files.delete(path);
            assertThat(log.add(piece(1, 1))).isFalse();
            assertThat(log.failed()).isEqualTo(1);
        } finally {
            logger.removeHandler(broken);
        }
    }

    @Test
    void whatWasAdded_isThereAfterOpeningAgain() throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.add(piece(7, 3))).isTrue();
            assertThat(log.add(piece(8, 3))).isTrue();
        }
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).containsExactly(piece(7, 3), piece(8, 3));
            assertThat(log.damagedBytes()).isZero();
        }
    }

    @Test
    void theSameAccusationAgain_isNotAdded_alsoAfterOpeningAgain() throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path)) {
            log.add(piece(7, 3));
            assertThat(log.add(piece(7, 3))).isFalse();
        }
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.add(piece(7, 3))).isFalse();
            assertThat(log.add(piece(7, 2))).isTrue();
            assertThat(log.records()).hasSize(2);
        }
    }

    @Test
    void fullLog_takesNoMoreAndCountsIt() throws IOException {
        MetricsCollector metrics = Quorumeter.newCollector();
        try (EvidenceLog log = EvidenceLog.open(path, 3).countedBy(metrics)) {
            log.add(piece(1, 3));
            log.add(piece(2, 2));
            long size = Files.size(path);
            assertThat(log.add(piece(3, 1))).isFalse();
            assertThat(log.refused()).isEqualTo(1);
            assertThat(Files.size(path)).isEqualTo(size);
            assertThat(metrics.snapshot().value("hotstuff2_evidence_log_refused_total"))
                    .hasValue(1);
            assertThat(log.add(violation(3))).isTrue();
        }
        assertThatThrownBy(() -> EvidenceLog.open(path, 1)).hasMessage("limit: 1 is below 2");
    }

    @Test
    void manyPiecesAgainstOne_leaveRoomForOthers_alsoAfterOpeningAgain() throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path, 400)) {
            for (long view = 1; view <= 100; view++) {
                log.add(piece(view, 3));
                log.add(violation(view));
            }
            assertThat(log.records()).hasSize(16 + 10);
        }
        try (EvidenceLog log = EvidenceLog.open(path, 400)) {
            assertThat(log.add(piece(200, 3))).isFalse();
            for (int validator = 4; validator < 300; validator++) {
                assertThat(log.add(piece(7, validator)))
                        .as("first against %d", validator)
                        .isEqualTo(validator < 4 + 300 - 16);
            }
            assertThat(log.add(violation(200))).isFalse();
        }
    }

    private static Evidence violation(long view) {
        return new Evidence(SafetyViolation.LOCK_REGRESSION, view, -1, "", 1, List.of(), 1_700_000_000_123L, 2, "1.0");
    }

    @Test
    void damageAnywhere_costsThatRecordOnly_andNothingOfTheFile() throws IOException {
        long[] ends = new long[4];
        try (EvidenceLog log = EvidenceLog.open(path)) {
            ends[0] = Files.size(path);
            for (int i = 1; i <= 3; i++) {
                log.add(piece(i, i));
                ends[i] = Files.size(path);
            }
        }
        byte[] whole = Files.readAllBytes(path);
        for (int at = (int) ends[0]; at < whole.length; at += 7) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            int hit = at < ends[1] ? 1 : at < ends[2] ? 2 : 3;
            List<Evidence> left = new ArrayList<>(List.of(piece(1, 1), piece(2, 2), piece(3, 3)));
            left.remove(hit - 1);
            assertLeft(flipped, ends[hit] - ends[hit - 1], left);
        }
        for (int length = (int) ends[2]; length < whole.length; length += length < whole.length - 16 ? 9 : 1) {
            assertLeft(Arrays.copyOf(whole, length), length - ends[2], List.of(piece(1, 1), piece(2, 2)));
        }
        byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, (int) ends[2]), whole.length);
        assertLeft(zeros, ends[3] - ends[2], List.of(piece(1, 1), piece(2, 2)));
    }

    private void assertLeft(byte[] file, long damaged, List<Evidence> left) throws IOException {
        Files.write(path, file);
        List<Evidence> more = new ArrayList<>(left);
        more.add(piece(9, 9));
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).isEqualTo(left);
            assertThat(log.damagedBytes()).isEqualTo(damaged);
            assertThat(log.add(piece(9, 9))).isTrue();
        }
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).isEqualTo(more);
        }
        assertThat(Files.readAllBytes(path)).startsWith(file);
    }

    @Test
    void recordOfANewerSdk_stays() throws IOException {
        byte[] body = EvidenceCodec.encode(piece(1, 3));
        byte[] newer = new String(body, StandardCharsets.ISO_8859_1)
                .replace("DOUBLE_VOTE", "TRIPLE_VOTE")
                .getBytes(StandardCharsets.ISO_8859_1);
        try (EvidenceFile file = EvidenceFile.open(path, record -> {})) {
            file.append(newer);
            file.append(EvidenceCodec.encode(piece(2, 3)));
        }
        byte[] before = Files.readAllBytes(path);
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).containsExactly(piece(2, 3));
            assertThat(log.unknownRecords()).isEqualTo(1);
            assertThat(log.damagedBytes()).isZero();
        }
        assertThat(path).hasBinaryContent(before);
    }

    @Test
    void beginningThatWasNotWritten_isBegunAgain_andAnotherFileRefused() throws IOException {
        Files.write(path, new byte[] {'Q', 'M'});
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.add(piece(1, 3))).isTrue();
        }
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).hasSize(1);
        }
        Files.writeString(path, "something else");
        assertThatThrownBy(() -> EvidenceLog.open(path)).hasMessageContaining("no log of evidence");
        assertThat(path).hasContent("something else");
    }

    @Test
    void logThatIsClosed_countsWhatItCannotWrite() throws IOException {
        EvidenceLog log = EvidenceLog.open(path);
        log.close();
        assertThat(log.add(piece(1, 3))).isFalse();
        assertThat(log.failed()).isEqualTo(1);
    }

    @Test
    void findings_reachTheLogOverTheBus() throws IOException {
        MetricsCollector metrics = Quorumeter.newCollector();
        HotStuff2Events events =
                HotStuff2Events.on(metrics, Protocol.basic().replicas(4).ownIndex(2));
        try (EvidenceLog log = EvidenceLog.open(path)) {
            metrics.events().subscribe(SafetyEvent.class, log);
            events.voteReceived(7, VotePhase.VOTE, 3, Watch.block(7), 6, Verification.VERIFIED, 0, 0);
            events.voteReceived(7, VotePhase.VOTE, 3, Watch.block(-7), 6, Verification.VERIFIED, 0, 0);
            metrics.flush(Duration.ofSeconds(10)).join();
            assertThat(log.records()).isEqualTo(events.safety().evidence()).hasSize(1);
        }
    }

    @Test
    void json_hasEveryPart() throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.toJson()).isEqualTo("[]");
            log.add(piece(7, 3));
            assertThat(log.toJson())
                    .isEqualTo("[{\"type\":\"double_vote\",\"class\":\"byzantine\",\"view\":7,\"validator\":3,"
                            + "\"key\":\"key\\\"3\",\"epoch\":1,\"firstSeenMillis\":1700000000123,\"observer\":2,"
                            + "\"sdkVersion\":\"1.0\",\"facts\":[{\"statement\":\"vote\",\"view\":7,\"block\":\""
                            + Watch.block(7) + "\",\"justifyView\":6,\"signed\":\"0a0b\"},"
                            + "{\"statement\":\"vote\",\"view\":7,\"block\":\"" + Watch.block(-7) + "\"}]}]");
        }
    }
}
