package io.quorumeter.examples.demo;

import io.quorumeter.examples.node.identity.Identity;
import io.quorumeter.examples.node.identity.ValidatorKeys;
import io.quorumeter.examples.node.identity.ValidatorSet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a network lives on disk.
 *
 * <pre>
 *   validators                    the network id and the public keys; locked while a demo uses the folder
 *   replica-0/key                 the private key, for its owner's eyes only
 *   replica-0/store.mv            safety state and blocks
 *   replica-0/store.mv.evidence   what it found others to have done against the protocol
 *   replica-1/…
 * </pre>
 *
 * <p>Whatever a start that fails has created is removed again, and a folder that is only temporary goes altogether.
 */
final class DataFolder implements AutoCloseable {

    /** What temporary folders of this process are called, before a number of their own. */
    static final String TEMPORARY = "quorumeter-demo-" + ProcessHandle.current().pid() + "-";

    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> ANY_WRITE = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path root;
    private final ValidatorSet validators;
    private final FileChannel lock;
    private final Deque<Path> created;
    private final boolean temporary;

    private DataFolder(Path root, ValidatorSet validators, FileChannel lock, Deque<Path> created, boolean temporary) {
        this.root = root;
        this.validators = validators;
        this.lock = lock;
        this.created = created;
        this.temporary = temporary;
    }

    /** Makes a folder that {@link #close} removes. */
    static DataFolder temporary(int replicas, OptionalLong seed) throws BadInputException {
        Deque<Path> created = new ArrayDeque<>();
        try {
            Path root = Files.createTempDirectory(TEMPORARY);
            created.push(root);
            return create(root, replicas, seed, created, true);
        } catch (IOException e) {
            removeAll(created);
            throw new BadInputException("The folder for temporary files (" + System.getProperty("java.io.tmpdir")
                    + ") cannot be written to: " + reason(e));
        }
    }

    /**
     * Opens the network in {@code root}, or makes one if the folder is empty or does not exist.
     *
     * @throws BadInputException if the folder cannot be used, is in use, or belongs to another validator set
     */
    static DataFolder open(Path root, int replicas, OptionalLong seed) throws BadInputException {
        Deque<Path> created = new ArrayDeque<>();
        try {
            createFolders(root.toAbsolutePath().normalize(), created);
            requireWritable(root);
            if (Files.exists(root.resolve(ValidatorsFile.NAME))) {
                return existing(root, replicas, seed);
            }
            try (Stream<Path> entries = Files.list(root)) {
                if (entries.findAny().isPresent()) {
                    throw new BadInputException("--data " + root
                            + ": holds other files and no network of this demo; name an empty or a new folder");
                }
            }
            return create(root, replicas, seed, created, false);
        } catch (IOException e) {
            removeAll(created);
            throw new BadInputException("--data " + root + ": cannot be written to: " + reason(e));
        } catch (BadInputException e) {
            removeAll(created);
            throw e;
        }
    }

    private static DataFolder existing(Path root, int replicas, OptionalLong seed)
            throws IOException, BadInputException {
        // Read before it is locked: closing any channel of a file ends all locks that this process holds on it.
        ValidatorSet validators = ValidatorsFile.read(root);
        FileChannel lock = lock(root);
        try {
            if (validators.size() != replicas) {
                throw new BadInputException("--data " + root + ": belongs to another validator set, of "
                        + validators.size() + " replicas; give --replicas " + validators.size() + " or another folder");
            }
            if (seed.isPresent()
                    && !validators.equals(
                            ValidatorKeys.validators(ValidatorKeys.fromSeed(seed.getAsLong(), replicas)))) {
                throw new BadInputException("--data " + root + ": belongs to another validator set, whose keys --seed "
                        + seed.getAsLong() + " does not give; leave --seed out or name another folder");
            }
            DataFolder folder = new DataFolder(root, validators, lock, new ArrayDeque<>(), false);
            for (int i = 0; i < replicas; i++) {
                folder.identity(i);
            }
            return folder;
        } catch (BadInputException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static DataFolder create(Path root, int replicas, OptionalLong seed, Deque<Path> created, boolean temporary)
            throws IOException, BadInputException {
        List<KeyPair> keys =
                seed.isPresent() ? ValidatorKeys.fromSeed(seed.getAsLong(), replicas) : ValidatorKeys.random(replicas);
        for (int i = 0; i < replicas; i++) {
            Path home = home(root, i);
            created.push(home);
            Files.createDirectory(home, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
            Path key = home.resolve("key");
            Files.createFile(key, PosixFilePermissions.asFileAttribute(OWNER_FILE));
            Files.writeString(key, ValidatorKeys.toText(keys.get(i).getPrivate()) + "\n");
        }
        ValidatorSet validators = ValidatorKeys.validators(keys);
        created.push(root.resolve(ValidatorsFile.NAME));
        ValidatorsFile.write(root, validators);
        return new DataFolder(root, validators, lock(root), created, temporary);
    }

    private static FileChannel lock(Path root) throws IOException, BadInputException {
        FileChannel channel =
                FileChannel.open(root.resolve(ValidatorsFile.NAME), StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by another demo in this very process: the same answer.
        }
        channel.close();
        throw new BadInputException("--data " + root + ": is in use by another demo");
    }

    /** Returns the folder. */
    Path root() {
        return root;
    }

    /** Returns the validator set that the folder belongs to. */
    ValidatorSet validators() {
        return validators;
    }

    /** Returns one replica's own folder. */
    Path home(int replica) {
        return home(root, replica);
    }

    /** Returns the file of one replica's store. */
    Path store(int replica) {
        return store(root, replica);
    }

    static Path store(Path root, int replica) {
        return home(root, replica).resolve("store.mv");
    }

    private static Path home(Path root, int replica) {
        return root.resolve("replica-" + replica);
    }

    /**
     * Reads one replica's private key.
     *
     * @throws BadInputException if it is missing, unreadable, or not the key of this validator
     */
    Identity identity(int replica) throws BadInputException {
        return identity(root, validators, replica);
    }

    /** Reads one replica's identity out of a folder that another process holds. */
    static Identity identity(Path root, int replica) throws BadInputException {
        try {
            return identity(root, ValidatorsFile.read(root), replica);
        } catch (IOException e) {
            throw new BadInputException("--data " + root + ": cannot be read: " + reason(e));
        }
    }

    private static Identity identity(Path root, ValidatorSet validators, int replica) throws BadInputException {
        Path key = home(root, replica).resolve("key");
        try {
            return new Identity(
                    validators,
                    replica,
                    ValidatorKeys.privateKey(Files.readString(key).strip()));
        } catch (IOException e) {
            throw new BadInputException(
                    "--data " + root + ": the key of replica " + replica + " cannot be read: " + reason(e));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--data " + root + ": " + key + " is not the key of validator " + replica);
        }
    }

    /** Removes what opening the folder had created: the start has failed and nothing is to be left. */
    void discard() {
        close();
        removeAll(created);
    }

    /** Lets go of the folder, and removes it if it was only temporary. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
        if (temporary) {
            removeAll(created);
        }
    }

    private static void createFolders(Path folder, Deque<Path> created) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolders(parent, created);
        }
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        created.push(folder);
    }

    /** A folder that nobody may write to was locked on purpose; that root could all the same is no reason to. */
    private static void requireWritable(Path root) throws IOException, BadInputException {
        boolean meant = Files.getPosixFilePermissions(root).stream().anyMatch(ANY_WRITE::contains);
        if (!meant || !Files.isWritable(root)) {
            throw new BadInputException("--data " + root + ": is not writable");
        }
    }

    private static void removeAll(Deque<Path> created) {
        while (!created.isEmpty()) {
            remove(created.pop());
        }
    }

    private static void remove(Path path) {
        if (Files.isDirectory(path)) {
            try (Stream<Path> entries = Files.list(path)) {
                entries.forEach(DataFolder::remove);
            } catch (IOException e) {
                // The folder itself then cannot be removed either, which is all there is to do.
            }
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Left behind; the next clean-up of temporary files takes it.
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " allows this user no access";
        }
        if (e instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (e instanceof FileAlreadyExistsException present) {
            return present.getFile() + " is there already and no folder";
        }
        return e.getMessage() == null ? "the system says no more" : e.getMessage();
    }
}
