package io.quorumeter.monitoring.system;

import io.quorumeter.monitoring.system.SystemFamilies.Part;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** The files of the kernel under a folder, which is {@code /} but for tests and containers, and what could not be read. */
final class Kernel {
    private final File root;
    private final Scan scan = new Scan();
    private final LongAdder[] failures =
            Stream.generate(LongAdder::new).limit(Part.values().length).toArray(LongAdder[]::new);
    private final List<KernelFile> files = new ArrayList<>();

    Kernel(File root) {
        this.root = root;
    }

    File path(String path) {
        return new File(root, path);
    }

    boolean has(String path) {
        return path(path).exists();
    }

    /** What the kernel says of itself under a name of sysctl; "unknown" where it does not. */
    String own(String name) {
        try {
            return Files.readString(path("proc/sys/kernel/" + name).toPath()).strip();
        } catch (IOException absent) {
            return "unknown";
        }
    }

    /** A file that every kernel has. */
    KernelFile file(Part part, String path) {
        return open(part, path, true);
    }

    /** A file that a kernel may lack. */
    KernelFile optional(Part part, String path) {
        return open(part, path, false);
    }

    private KernelFile open(Part part, String path, boolean isExpected) {
        KernelFile file = new KernelFile(path(path), scan, failures(part), isExpected);
        files.add(file);
        return file;
    }

    LongAdder failures(Part part) {
        return failures[part.ordinal()];
    }

    void close() {
        files.forEach(KernelFile::close);
    }
}
