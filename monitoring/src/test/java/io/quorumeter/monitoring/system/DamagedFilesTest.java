package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.snapshot.FamilySnapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with anything in them throw nothing, move no total back and hide no file beside them. */
class DamagedFilesTest {
    private static final int CHANGES = 300;
    private static final List<String> PARTS = List.of(
            "9223372036854775807",
            "99999999999999999999",
            "-1",
            "",
            "\n",
            "\0",
            ":",
            ")",
            " ",
            "cpu",
            "cpu9",
            "é",
            "=",
            "max",
            "../..");

    @TempDir
    private Path root;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void damage_throwsNothing(long seed) {
        Random random = new Random(seed);
        Fixture machine = Fixture.in(root).read();
        List<String> files = Fixture.FILES.keySet().stream().sorted().toList();
        for (int i = 0; i < CHANGES; i++) {
            String file = files.get(random.nextInt(files.size()));
            machine.write(file, damaged(Fixture.original(file), random)).read();
            if (random.nextInt(4) == 0) {
                machine.restore(file);
            } else if (random.nextInt(8) == 0) {
                machine.delete(file);
            }
        }
        assertThat(machine.snapshot().total("quorumeter_system_read_failures_total"))
                .as("seed %d", seed)
                .isPositive();
        for (FamilySnapshot family : machine.snapshot().families()) {
            for (int i = 0; i < family.size() && !family.hasDistributions(); i++) {
                assertThat(family.value(i))
                        .as("seed %d: %s", seed, family.descriptor().name())
                        .isNotNegative();
            }
        }
        Fixture.FILES.forEach(machine::write);
        machine.read(700); // until the one that is read least often is tried again
        assertThat(machine.value("node_load1")).isEqualTo(1.47);
        assertThat(machine.value("node_memory_MemTotal_bytes")).isEqualTo(8_192_000_000L);
        assertThat(machine.values("node_network_receive_bytes_total")).containsOnlyKeys("lo", "eth0");
        assertThat(machine.values("node_disk_io_now")).containsOnlyKeys("sda");
        assertThat(machine.values("system_cpu_core_usage_ratio")).containsOnlyKeys("0", "1");
    }

    private static String damaged(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = from + random.nextInt(text.length() + 1 - from);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, from);
            case 1 -> text.substring(0, from) + PARTS.get(random.nextInt(PARTS.size())) + text.substring(from);
            case 2 -> text.substring(0, from) + text.substring(to);
            default -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                yield text.substring(0, from) + new String(noise, StandardCharsets.ISO_8859_1) + text.substring(to);
            }
        };
    }
}
