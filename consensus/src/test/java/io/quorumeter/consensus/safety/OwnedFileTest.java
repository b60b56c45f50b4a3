package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One process at a time has a file, whatever else its own process does with it. */
class OwnedFileTest {
    private static final int OPENED = 7;
    private static final int IN_USE = 8;

    private enum Kind {
        LOG {
            @Override
            AutoCloseable open(Path path) throws IOException {
                return EvidenceLog.open(path);
            }
        },
        MARK {
            @Override
            AutoCloseable open(Path path) throws IOException {
                return HighWaterMark.open(path, Runnable::run);
            }
        };

        abstract AutoCloseable open(Path path) throws IOException;
    }

    /** The other process. */
    static final class Other {
        private Other() {}

        public static void main(String[] args) throws Exception {
            try (AutoCloseable opened = Kind.valueOf(args[0]).open(Path.of(args[1]))) {
                System.exit(opened == null ? 1 : OPENED);
            } catch (IOException refused) {
                System.exit(String.valueOf(refused.getMessage()).contains("in use") ? IN_USE : 1);
            }
        }
    }

    @TempDir
    Path folder;

    private int otherProcess(Kind kind, Path path) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        kind.name(),
                        path.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherProcess_isRefusedWhileTheFileIsOpen(Kind kind) throws Exception {
        Path path = folder.resolve("owned");
        try (AutoCloseable opened = kind.open(path)) {
            assertThat(opened).isNotNull();
            assertThatThrownBy(() -> kind.open(path)).hasMessageContaining("in use");
            assertThat(otherProcess(kind, path)).as("after an open refused").isEqualTo(IN_USE);
            Files.readAllBytes(path);
            assertThat(otherProcess(kind, path)).as("after it was read").isEqualTo(IN_USE);
        }
        assertThat(otherProcess(kind, path)).as("after it was closed").isEqualTo(OPENED);
    }

    @Test
    void fileByAnotherName_isTheSameFile() throws IOException {
        Path path = folder.resolve("owned");
        Path link = Files.createSymbolicLink(folder.resolve("link"), path);
        try (EvidenceLog log = EvidenceLog.open(link)) {
            assertThat(log.records()).isEmpty();
            assertThatThrownBy(() -> EvidenceLog.open(path)).hasMessageContaining("in use");
            assertThatThrownBy(() -> EvidenceLog.open(folder.resolve(".").resolve("owned")))
                    .hasMessageContaining("in use");
        }
        EvidenceLog.open(path).close();
    }

    @Test
    void fileClosedTwice_isNotTakenFromWhoOpenedItSince() throws IOException {
        Path path = folder.resolve("owned");
        EvidenceLog first = EvidenceLog.open(path);
        first.close();
        try (EvidenceLog second = EvidenceLog.open(path)) {
            first.close();
            assertThat(second.records()).isEmpty();
            assertThatThrownBy(() -> EvidenceLog.open(path)).hasMessageContaining("in use");
        }
    }

    @Test
    void fileThatIsNoLog_isFreeAgainAfterItWasRefused() throws IOException {
        Path path = Files.writeString(folder.resolve("owned"), "something else");
        assertThatThrownBy(() -> EvidenceLog.open(path)).hasMessageContaining("no log of evidence");
        Files.delete(path);
        EvidenceLog.open(path).close();
    }
}
