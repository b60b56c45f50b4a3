package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.examples.node.identity.ValidatorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private static final OptionalLong RANDOM = OptionalLong.empty();

    @TempDir
    Path temp;

    private static void assertRefused(Path root, int replicas, OptionalLong seed, String expected) {
        assertThatThrownBy(() -> DataFolder.open(root, replicas, seed).close())
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("--data " + root + ": ")
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    private static List<Path> content(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).sorted().toList();
        }
    }

    @Test
    void open_newFolder_makesANetworkThatCanBeOpenedAgain() throws Exception {
        Path root = temp.resolve("a/b");
        ValidatorSet made;
        try (DataFolder folder = DataFolder.open(root, 4, RANDOM)) {
            made = folder.validators();
            assertThat(folder.identity(3).index()).isEqualTo(3);
        }
        try (DataFolder folder = DataFolder.open(root, 4, RANDOM)) {
            assertThat(folder.validators()).isEqualTo(made);
            assertThat(DataFolder.identity(root, 2).validators()).isEqualTo(made);
        }
    }

    @Test
    void open_seed_decidesTheKeys() throws Exception {
        try (DataFolder one = DataFolder.open(temp.resolve("1"), 4, OptionalLong.of(7));
                DataFolder same = DataFolder.open(temp.resolve("2"), 4, OptionalLong.of(7));
                DataFolder other = DataFolder.open(temp.resolve("3"), 4, OptionalLong.of(8));
                DataFolder random = DataFolder.open(temp.resolve("4"), 4, RANDOM)) {
            assertThat(same.validators()).isEqualTo(one.validators());
            assertThat(other.validators()).isNotEqualTo(one.validators());
            assertThat(random.validators()).isNotEqualTo(one.validators());
        }
    }

    @Test
    void open_keys_areTheOwnersOnly() throws Exception {
        try (DataFolder folder = DataFolder.open(temp.resolve("d"), 1, RANDOM)) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.home(0).resolve("key"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void open_anotherValidatorSet_isRefused_andLeftAsItWas() throws Exception {
        DataFolder.open(temp, 4, OptionalLong.of(7)).close();
        List<Path> before = content(temp);
        assertRefused(temp, 5, RANDOM, "another validator set, of 4 replicas");
        assertRefused(temp, 4, OptionalLong.of(8), "another validator set, whose keys --seed 8 does not give");
        assertThat(content(temp)).isEqualTo(before);
        DataFolder.open(temp, 4, OptionalLong.of(7)).close();
    }

    @Test
    void open_inUse_isRefused() throws Exception {
        try (DataFolder holder = DataFolder.open(temp, 4, RANDOM)) {
            assertRefused(holder.root(), 4, RANDOM, "is in use by another demo");
        }
    }

    @Test
    void open_folderOfSomethingElse_isRefused_andLeftAsItWas() throws Exception {
        Files.writeString(temp.resolve("letter.txt"), "dear");
        assertRefused(temp, 4, RANDOM, "holds other files");
        assertThat(content(temp)).containsExactly(temp.resolve("letter.txt"));
    }

    @Test
    void open_damagedFiles_areRefused() throws Exception {
        DataFolder.open(temp, 2, RANDOM).close();
        Files.copy(temp.resolve("replica-1/key"), temp.resolve("replica-1/other"));
        Files.writeString(temp.resolve("replica-1/key"), Files.readString(temp.resolve("replica-0/key")));
        assertRefused(temp, 2, RANDOM, "is not the key of validator 1");
        Files.writeString(temp.resolve("replica-1/key"), "nonsense");
        assertRefused(temp, 2, RANDOM, "is not the key of validator 1");
        Files.delete(temp.resolve("replica-1/key"));
        assertRefused(temp, 2, RANDOM, "the key of replica 1 cannot be read");
        Files.writeString(temp.resolve("validators"), "network abc\n");
        assertRefused(temp, 2, RANDOM, "the file 'validators' in it is damaged");
        Files.write(temp.resolve("validators"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertRefused(temp, 2, RANDOM, "the file 'validators' in it is damaged");
    }

    @Test
    void open_notWritable_isRefused() throws Exception {
        Path locked = Files.createDirectory(temp.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertRefused(locked, 4, RANDOM, "is not writable");
        assertThat(content(locked)).isEmpty();
    }

    @Test
    void open_underAFile_isRefused() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        assertRefused(file, 4, RANDOM, "cannot be written to");
        assertRefused(file.resolve("sub"), 4, RANDOM, "cannot be written to");
    }

    @Test
    void discard_newFolder_leavesNothing() throws Exception {
        DataFolder.open(temp.resolve("a/b"), 4, RANDOM).discard();
        assertThat(content(temp)).isEmpty();
    }

    @Test
    void discard_emptyFolder_leavesItEmpty() throws Exception {
        DataFolder.open(temp, 4, RANDOM).discard();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void discard_existingNetwork_leavesItAlone() throws Exception {
        DataFolder.open(temp, 4, RANDOM).close();
        List<Path> before = content(temp);
        DataFolder.open(temp, 4, RANDOM).discard();
        assertThat(content(temp)).isEqualTo(before);
    }

    @Test
    void close_temporary_leavesNothing() throws Exception {
        DataFolder folder = DataFolder.temporary(4, RANDOM);
        assertThat(folder.root()).isDirectory();
        folder.close();
        assertThat(folder.root()).doesNotExist();
    }

    @Test
    void folder_usedAgain_isLockedForOtherProcessesToo() throws Exception {
        Path root = temp.resolve("network");
        DataFolder.open(root, 4, RANDOM).close();
        String inode = ":" + Files.getAttribute(root.resolve(ValidatorsFile.NAME), "unix:ino") + " ";
        try (DataFolder again = DataFolder.open(root, 4, RANDOM)) {
            assertThat(again.validators().size()).isEqualTo(4);
            assertThat(Files.readString(Path.of("/proc/locks"))).contains(inode);
        }
        assertThat(Files.readString(Path.of("/proc/locks"))).doesNotContain(inode);
    }
}
