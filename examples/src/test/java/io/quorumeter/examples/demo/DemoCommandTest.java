package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {

    @TempDir
    Path temp;

    /** But the daemons of collectors of earlier tests: they end by themselves, after idling or when their collector is forgotten. */
    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
        names.removeIf(name -> !name.matches("(replica|client|reader|quorumeter(?!-callbacks$|-background$)|HTTP).*"));
        return names;
    }

    private static Set<Path> temporaryFolders() throws Exception {
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return new TreeSet<>(
                    entries.filter(path -> path.getFileName().toString().startsWith(DataFolder.TEMPORARY))
                            .toList());
        }
    }

    /** One line that says what is wrong, exit status 2, and nothing left anywhere. */
    private static void assertRefused(String expected, String... arguments) throws Exception {
        Set<Path> foldersBefore = temporaryFolders();
        DemoRun run = DemoRun.of(arguments);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("demo: ")
                .contains(expected)
                .endsWith("\n")
                .containsOnlyOnce("\n");
        assertThat(run.err()).doesNotContain("Exception", "\tat ");
        assertThat(run.out()).isEmpty();
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(temporaryFolders()).isEqualTo(foldersBefore);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --bogus                            | Unknown option: '--bogus'
            --rate -5                          | --rate: '-5' is not a whole number from 0 to 1000000
            --rate=-1                          | --rate: '-1' is not a whole number from 0 to 1000000
            --rate many                        | --rate: 'many' is not a whole number from 0 to 1000000
            --rate 2000000                     | --rate: '2000000' is not a whole number from 0 to 1000000
            --rate                             | Missing required parameter for option '--rate'
            --replicas 0                       | --replicas: '0' is not a whole number from 2 to 16
            --replicas 17                      | --replicas: '17' is not a whole number from 2 to 16
            --tx-size 15                       | --tx-size: '15' is not a whole number from 16 to 65536
            --batch 0                          | --batch: '0' is not a whole number from 1 to 10000
            --batch 10000 --tx-size 1000       | makes blocks of 10000000 bytes
            --delta 50                         | --delta: '50' is not a duration
            --delta 0ms                        | --delta: 0s is not from 1ms to 10s
            --duration soon                    | --duration: 'soon' is not a duration
            --duration 0s                      | --duration: must be longer than 0s
            --port 65536                       | --port: '65536' is not a whole number from 0 to 65535
            --port 65533                       | 4 replicas need the ports up to 65536
            --port -1                          | --port: '-1' is not a whole number from 0 to 65535
            --fault crash:4@5s                 | there is no replica 4
            --fault restart:2@5s               | replica 2 has not crashed by then
            --fault crash:2@5s --duration 3s   | would come after the end
            --metrics maybe                    | --metrics: 'maybe' is neither on nor off
            --metrics off --byzantine replay:1 | without metrics nobody finds out who breaks the protocol
            --seed abc                         | --seed: 'abc' is not a whole number from -9223372036854775808 to 9223372036854775807
            nonsense                           | Unmatched argument at index 0: 'nonsense'
            --fault crash:2@5s,                | --fault: '' is no fault; write crash:REPLICA@TIME
            --fault ,crash:2@5s                | --fault: '' is no fault; write crash:REPLICA@TIME
            --rate 1e3                         | --rate: '1e3' is not a whole number from 0 to 1000000
            --batch 99999999999999999999       | --batch: '99999999999999999999' is not a whole number from 1 to 10000
            --replicas=                        | --replicas: '' is not a whole number from 2 to 16
            --duration 999999999999h           | --duration: '999999999999h' is too long
            --fault crash:99999@5s             | --fault crash:99999@5s: there is no replica 99999, they are numbered 0 to 3
            --fault explode:2@5s               | --fault: 'explode:2@5s' is no fault; write crash:REPLICA@TIME
            --byzantine LIAR:3                 | --byzantine LIAR:3: 'LIAR' is none of the kinds, which are equivocate
            --byzantine equivocate:3,          | --byzantine: '' is no role; write WHAT:REPLICA, where WHAT is one of equivocate
            --processes=maybe                  | option '--processes'
            --data=                            | --data: '' is not the name of a folder
            --data /proc/quorumeter            | --data /proc/quorumeter: cannot be written to: there is no /proc/quorumeter
            --data /dev/null                   | --data /dev/null: cannot be written to: /dev/null is there already and no folder
            """)
    void run_whatCannotBeDone_isRefusedInOneLine(String arguments, String expected) throws Exception {
        assertRefused(expected, arguments.split(" ", -1));
    }

    @Test
    void run_portInUse_isRefused_inOneJvmAndInMany() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // The port of the last replica, so that others are up already when it turns out to be taken.
            int first = taken.getLocalPort() - 1;
            String port = Integer.toString(first);
            Path data = temp.resolve("data");
            String expected = "port " + taken.getLocalPort() + " is in use";
            assertRefused(expected, "--replicas", "2", "--port", port, "--data", data.toString());
            assertThat(data).doesNotExist();
            assertRefused(expected, "--replicas", "2", "--port", port, "--data", data.toString(), "--processes");
            assertThat(data).doesNotExist();
            assertThat(ProcessHandle.current().children()).isEmpty();
        }
    }

    @Test
    void run_dataFolderNotWritable_isRefused() throws Exception {
        Path locked = Files.createDirectory(temp.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertRefused("is not writable", "--data", locked.toString());
        assertThat(locked).isEmptyDirectory();
    }

    @Test
    void run_dataFolderOfAnotherValidatorSet_isRefused() throws Exception {
        Path data = temp.resolve("data");
        DataFolder.open(data, 4, java.util.OptionalLong.of(1)).close();
        assertRefused("belongs to another validator set", "--data", data.toString(), "--replicas", "7");
        assertRefused("belongs to another validator set", "--data", data.toString(), "--seed", "2");
    }

    @Test
    void run_help_listsEveryOptionWithItsDefault() {
        DemoRun run = DemoRun.of("--help");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        for (CommandLine.Model.OptionSpec option :
                new CommandLine(new DemoCommand()).getCommandSpec().options()) {
            String hint = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            assertThat(run.out()).containsOnlyOnce("\n  " + option.longestName() + hint + " ");
            if (option.defaultValue() != null) {
                assertThat(run.out().replaceAll("\\s+", " ")).contains("; " + option.defaultValue() + " unless said");
            }
        }
        assertThat(run.out())
                .contains(DemoOptions.LEAST_REPLICAS + " to " + DemoOptions.MOST_REPLICAS + ";")
                .contains("numbered from", "Exit status");
    }
}
