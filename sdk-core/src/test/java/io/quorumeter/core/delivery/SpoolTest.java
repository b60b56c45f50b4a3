package io.quorumeter.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SpoolTest {
    private static final int LIMIT = 1_024;

    @TempDir
    private Path folder;

    private final DeliveryStatistics statistics = new DeliveryStatistics(InstantSource.fixed(Instant.EPOCH));

    private Spool open(Path at) throws IOException {
        return Spool.open(at, LIMIT, statistics);
    }

    private static void append(Spool spool, int record) throws IOException {
        spool.append(new Entry(Integer.toString(record).getBytes(UTF_8), record));
    }

    private static List<Integer> takeAll(Spool spool) throws IOException {
        List<Integer> all = new ArrayList<>();
        for (Entry entry = spool.take(); entry != null; entry = spool.take()) {
            all.add(Integer.valueOf(new String(entry.body, UTF_8)));
            assertThat(entry.millis).isEqualTo(all.get(all.size() - 1).longValue());
            spool.acknowledge();
        }
        assertThat(spool.records()).isZero();
        return all;
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** The files of a folder but for the lock. */
    private static Map<String, byte[]> files(Path of) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(of)) {
            for (Path file : all.filter(path -> !path.endsWith("spool.lock")).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private Path copy(Map<String, byte[]> files) throws IOException {
        Path copy = folder.resolve("copy");
        if (Files.exists(copy)) {
            try (Stream<Path> old = Files.list(copy)) {
                old.forEach(SpoolTest::delete);
            }
        }
        Files.createDirectories(copy);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(copy.resolve(file.getKey()), file.getValue());
        }
        return copy;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Every state between two, of which the second deletes files, and then writes on in one file or over a part of it. */
    private static List<Map<String, byte[]>> between(Map<String, byte[]> before, Map<String, byte[]> after) {
        TreeMap<String, byte[]> kept = new TreeMap<>(before);
        kept.keySet().retainAll(after.keySet());
        List<Map<String, byte[]>> states = new ArrayList<>(List.of(before, kept));
        for (Map.Entry<String, byte[]> file : after.entrySet()) {
            byte[] old = before.getOrDefault(file.getKey(), new byte[0]);
            byte[] written = file.getValue();
            int from = Math.max(0, Arrays.mismatch(old, written));
            for (int i = from; i <= written.length && !Arrays.equals(old, written); i++) {
                byte[] torn = Arrays.copyOf(written, Math.max(i, old.length));
                if (i < old.length) {
                    System.arraycopy(old, i, torn, i, old.length - i);
                }
                TreeMap<String, byte[]> state = new TreeMap<>(kept);
                state.put(file.getKey(), torn);
                states.add(state);
            }
        }
        return states;
    }

    @Test
    void killAtAnyByte_losesNoRecord_andHandsOutOneAgainAtMost() throws IOException {
        Path original = folder.resolve("original");
        int appended = 0;
        int delivered = 0;
        int states = 0;
        Random random = new Random(3);
        for (int start = 0; start < 12; start++) {
            try (Spool spool = open(original)) {
                Map<String, byte[]> before = files(original);
                for (int operation = 0; operation < 10; operation++) {
                    boolean add = spool.records() < 5 || (spool.records() < 25 && random.nextBoolean());
                    if (add) {
                        append(spool, appended);
                    } else {
                        assertThat(spool.take()).isNotNull();
                        spool.acknowledge();
                    }
                    Map<String, byte[]> after = files(original);
                    for (Map<String, byte[]> state : between(before, after)) {
                        states++;
                        Path copy = copy(state);
                        List<Integer> found;
                        try (Spool reopened = open(copy)) {
                            append(reopened, -1);
                            found = takeAll(reopened);
                        }
                        assertThat(found.remove(found.size() - 1)).isEqualTo(-1);
                        int first = found.isEmpty() ? appended : found.get(0);
                        int last = found.isEmpty() ? appended - 1 : found.get(found.size() - 1);
                        assertThat(found).isEqualTo(range(first, last + 1));
                        assertThat(first).isBetween(delivered, delivered + (add ? 0 : 1));
                        assertThat(last).isBetween(appended - 1, add ? appended : appended - 1);
                    }
                    appended += add ? 1 : 0;
                    delivered += add ? 0 : 1;
                    before = after;
                }
            }
        }
        assertThat(delivered).isGreaterThan(40);
        assertThat(states).isGreaterThan(1_500);
        assertThat(statistics.dropped(DropReason.BACKLOG_FULL)).isZero();
    }

    @Test
    void records_inSeveralSegments_areHandedOutInOrder_andTheirFilesGo() throws IOException {
        try (Spool spool = open(folder)) {
            for (int i = 0; i < 40; i++) {
                append(spool, i);
            }
            assertThat(files(folder)).hasSizeGreaterThan(5);
            assertThat(takeAll(spool)).isEqualTo(range(0, 40));
            assertThat(files(folder)).hasSize(2).containsKey("position");
            append(spool, 40);
        }
        try (Spool spool = open(folder)) {
            assertThat(spool.records()).isEqualTo(1);
            assertThat(takeAll(spool)).isEqualTo(range(40, 41));
        }
        try (Spool spool = open(folder)) {
            assertThat(files(folder)).hasSize(1);
            append(spool, 41);
            assertThat(takeAll(spool)).isEqualTo(range(41, 42));
        }
    }

    @Test
    void fullSpool_dropsTheOldest_butNotTheRecordThatIsBeingSent() throws IOException {
        try (Spool spool = open(folder)) {
            append(spool, 0);
            assertThat(spool.take()).isNotNull();
            for (int i = 1; i < 200; i++) {
                append(spool, i);
            }
            long kept = spool.records();
            assertThat(kept).isBetween(40L, 60L);
            assertThat(statistics.dropped(DropReason.BACKLOG_FULL)).isEqualTo(199 - kept);
            spool.acknowledge();
        }
        try (Spool spool = open(folder)) {
            int kept = (int) spool.records();
            assertThat(takeAll(spool)).isEqualTo(range(200 - kept, 200));
        }
    }

    @Test
    void tornTail_isCutOnce_andTheRestIsWhole() throws IOException {
        try (Spool spool = open(folder)) {
            append(spool, 0);
            append(spool, 1);
        }
        Path segment = folder.resolve("0000000000000000000.spool");
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 30));
        open(folder).close();
        assertThat(statistics.dropped(DropReason.DAMAGED)).isEqualTo(1);
        try (Spool spool = open(folder)) {
            append(spool, 2);
        }
        try (Spool spool = open(folder)) {
            assertThat(statistics.dropped(DropReason.DAMAGED)).isEqualTo(1);
            assertThat(takeAll(spool)).isEqualTo(List.of(0, 2));
        }
    }

    @Test
    void segment_underAnotherNumber_isDamage() throws IOException {
        try (Spool spool = open(folder)) {
            append(spool, 0);
        }
        Files.move(folder.resolve("0000000000000000000.spool"), folder.resolve("0000000000000000007.spool"));
        try (Spool spool = open(folder)) {
            assertThat(spool.records()).isZero();
            assertThat(statistics.dropped(DropReason.DAMAGED)).isEqualTo(1);
        }
    }

    @Test
    void segmentDamagedWhileOpen_isSkipped_andItsRecordsAreCounted() throws IOException {
        try (Spool spool = open(folder)) {
            for (int i = 0; i < 14; i++) {
                append(spool, i);
            }
            statistics.pending(14, 18);
            Path first = folder.resolve("0000000000000000000.spool");
            byte[] bytes = Files.readAllBytes(first);
            bytes[2 * 17 + 16] ^= 1;
            Files.write(first, bytes);
            List<Integer> taken = takeAll(spool);
            int lost = (int) statistics.dropped(DropReason.DAMAGED);
            assertThat(lost).isBetween(2, 8);
            assertThat(taken).startsWith(0, 1, 2 + lost).endsWith(13).hasSize(14 - lost);
            assertThat(statistics.pendingRecords()).isEqualTo(taken.size());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void damageAnywhere_neverThrows_andHandsOutWhatIsWhole(long seed) throws IOException {
        Random random = new Random(seed);
        Path original = folder.resolve("original");
        try (Spool spool = open(original)) {
            for (int i = 0; i < 60; i++) {
                append(spool, i);
                if (i % 3 == 0) {
                    spool.take();
                    spool.acknowledge();
                }
            }
        }
        Map<String, byte[]> whole = files(original);
        for (int round = 0; round < 50; round++) {
            TreeMap<String, byte[]> damaged = new TreeMap<>();
            whole.forEach((name, bytes) -> damaged.put(name, damage(bytes, random)));
            damaged.put("8999999999999999999.spool", damage(new byte[random.nextInt(40)], random));
            damaged.put("9999999999999999999.spool", new byte[3]);
            damaged.put("readme.txt", new byte[3]);
            Path copy = copy(damaged);
            try (Spool spool = open(copy)) {
                append(spool, 60);
                append(spool, 61);
                List<Integer> found = takeAll(spool);
                assertThat(found).isSorted().doesNotHaveDuplicates().endsWith(60, 61);
                assertThat(found).allMatch(record -> record >= 0 && record < 62);
                append(spool, 62);
                assertThat(takeAll(spool)).containsExactly(62);
            }
        }
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(50));
            case 2 -> {
                for (int i = 0; i < 3 && bytes.length > 0; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            default -> {}
        }
        return bytes;
    }
}
