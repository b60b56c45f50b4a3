package io.quorumeter.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.spi.LockFile;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes that write a spool. */
@Timeout(60)
class SpoolKillTest {
    private static final int LIMIT = 1 << 20;

    @TempDir
    private Path folder;

    /** Adds numbers to a spool and sends some of them to its output, until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            try (Spool spool = open(Path.of(args[0]))) {
                for (long i = Long.parseLong(args[1]); i < Long.MAX_VALUE; i++) {
                    spool.append(new Entry(Long.toString(i).getBytes(UTF_8), 0));
                    print("spooled", i);
                    if (i % 3 != 0) {
                        long number = number(spool);
                        print("delivered", number);
                        spool.acknowledge();
                        print("acknowledged", number);
                    }
                }
            }
        }

        private static void print(String what, long number) {
            System.out.println(what + " " + number);
            System.out.flush();
        }
    }

    private static Spool open(Path folder) throws IOException {
        return Spool.open(folder, LIMIT, new DeliveryStatistics(InstantSource.system()));
    }

    private static long number(Spool spool) throws IOException {
        Entry entry = spool.take();
        return entry == null ? -1 : Long.parseLong(new String(entry.body, UTF_8));
    }

    @Test
    void killedProcess_losesNoRecord_andDeliversOneAgainAtMost() throws Exception {
        Random random = new Random(11);
        long start = 0;
        for (int round = 0; round < 4; round++) {
            long spooled = -1;
            long delivered = -1;
            long acknowledged = -1;
            for (String line : linesUntilKilled(start, 50 + random.nextInt(3_000))) {
                long number = Long.parseLong(line.substring(line.indexOf(' ') + 1));
                spooled = line.startsWith("spooled") ? number : spooled;
                delivered = line.startsWith("delivered") ? number : delivered;
                acknowledged = line.startsWith("acknowledged") ? number : acknowledged;
            }
            List<Long> found = new ArrayList<>();
            try (Spool spool = open(folder)) {
                for (long number = number(spool); number >= 0; number = number(spool)) {
                    found.add(number);
                    spool.acknowledge();
                }
            }
            long last = found.get(found.size() - 1);
            assertThat(found)
                    .isEqualTo(
                            LongStream.rangeClosed(found.get(0), last).boxed().toList());
            assertThat(found.get(0)).isBetween(acknowledged + 1, delivered + 1);
            assertThat(last).isBetween(spooled, spooled + 1);
            start = last + 1;
        }
    }

    private static String where(Class<?>... types) {
        return Stream.of(types)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> linesUntilKilled(long start, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        where(Writer.class, Spool.class, LockFile.class),
                        Writer.class.getName(),
                        folder.toString(),
                        Long.toString(start))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> whole = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                whole.add(line);
                if (whole.size() == lines) {
                    process.toHandle().destroyForcibly(); // leaves the rest of its output to be read
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return whole;
    }
}
