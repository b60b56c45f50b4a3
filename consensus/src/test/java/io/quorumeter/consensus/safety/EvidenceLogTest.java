package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void whatWasAdded_isThereAfterOpeningAgain() throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.add(piece(7, 3))).isTrue();
            assertThat(log.add(piece(8, 3))).isTrue();
        }
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).containsExactly(piece(7, 3), piece(8, 3));
            assertThat(log.cutBytes()).isZero();
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
        try (EvidenceLog log = EvidenceLog.open(path, 2)) {
            log.add(piece(1, 3));
            log.add(piece(2, 3));
            long size = Files.size(path);
            assertThat(log.add(piece(3, 3))).isFalse();
            assertThat(log.refused()).isEqualTo(1);
            assertThat(Files.size(path)).isEqualTo(size);
        }
    }

    @Test
    void damagedEnd_isCutOffWhereverItIs() throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path)) {
            log.add(piece(1, 3));
        }
        long first = Files.size(path);
        try (EvidenceLog log = EvidenceLog.open(path)) {
            log.add(piece(2, 3));
        }
        byte[] whole = Files.readAllBytes(path);
        for (int length = (int) first; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertOnlyTheFirst(length - first);
            byte[] flipped = whole.clone();
            flipped[length] ^= 0x10;
            Files.write(path, flipped);
            assertOnlyTheFirst(whole.length - first);
        }
    }

    private void assertOnlyTheFirst(long cut) throws IOException {
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).containsExactly(piece(1, 3));
            assertThat(log.cutBytes()).isEqualTo(cut);
            assertThat(log.add(piece(3, 3))).isTrue();
        }
        try (EvidenceLog log = EvidenceLog.open(path)) {
            assertThat(log.records()).containsExactly(piece(1, 3), piece(3, 3));
        }
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
