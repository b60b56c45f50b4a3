package io.quorumeter.consensus.safety;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;

/**
 * How far a replica got, on disk: the highest view that it said was durable or that it voted in, and the highest lock that it said was
 * durable. With it a monitor finds, when the process is started anew, that the replica lost what it must never forget.
 *
 * <pre>{@code
 * HighWaterMark mark = HighWaterMark.open(Path.of("safety.mark"), executor);
 * SafetyOptions options = SafetyOptions.standard().highWaterMark(mark);
 * }</pre>
 *
 * <p>It belongs beside the evidence, not into the folder of the replica's own state, with which it would be lost; and is deleted when
 * a replica is to begin from nothing with a new key. It is written by the executor, behind what happens, so the last moments before a crash
 * may be missing: it never says more than was reached, so nobody is accused by it wrongly. While it is open, a lock on a file beside it,
 * {@code <name>.lock}, keeps other marks out; the lock file stays. One monitor at a time tells it; safe from any thread otherwise.
 *
 * <pre>two slots written in turn, each: number of the write 8 | view 8 | last voted view 8 | lock 8 | CRC-32 of these 4</pre>
 */
public final class HighWaterMark implements AutoCloseable {
    private static final int FACTS = 4;
    private static final int SLOT = FACTS * Long.BYTES + Integer.BYTES;

    private final OwnedFile owned;
    private final FileChannel file;
    private final Executor executor;
    private final Runnable write = this::write;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long view = -1;
    private volatile long voted = -1;
    private volatile long lock = -1;
    private volatile long failed;
    private long writes;

    private HighWaterMark(OwnedFile owned, Executor executor) {
        this.owned = owned;
        this.file = owned.channel();
        this.executor = executor;
    }

    /**
     * Opens a mark, or begins one.
     *
     * @param path the file
     * @param executor writes it; a single thread will do
     * @return the mark with what is in the file
     * @throws IOException when it cannot be read or written, is in use by another mark, or is something else than one
     */
    public static HighWaterMark open(Path path, Executor executor) throws IOException {
        OwnedFile owned = OwnedFile.open(path, "high-water mark");
        try {
            HighWaterMark mark = new HighWaterMark(owned, executor);
            mark.load(path);
            return mark;
        } catch (IOException | RuntimeException broken) {
            owned.close();
            throw broken;
        }
    }

    private synchronized void load(Path path) throws IOException {
        if (file.size() > 2 * SLOT) {
            throw new IOException(path + ": is no high-water mark");
        }
        boolean any = false;
        for (int slot = 0; slot < 2; slot++) {
            ByteBuffer bytes = ByteBuffer.allocate(SLOT);
            int last = 0;
            while (bytes.hasRemaining() && last >= 0) {
                last = file.read(bytes, (long) slot * SLOT + bytes.position());
            }
            bytes.flip();
            if (bytes.limit() == SLOT && bytes.getInt(SLOT - Integer.BYTES) == crc(bytes)) {
                long number = bytes.getLong();
                view = Math.max(view, bytes.getLong());
                voted = Math.max(voted, bytes.getLong());
                lock = Math.max(lock, bytes.getLong());
                writes = Math.max(writes, number);
                any = true;
            }
        }
        if (!any && file.size() >= SLOT) {
            throw new IOException(path + ": is no high-water mark, or damaged");
        }
    }

    /** The highest view that was durable, −1 when none is known. */
    long view() {
        return view;
    }

    /** The highest view voted in, −1 when none is known. */
    long voted() {
        return voted;
    }

    /** The highest lock that was durable, −1 when none is known. */
    long lock() {
        return lock;
    }

    /** The replica got so far; −1 where it is not told. */
    void reached(long atView, long votedView, long lockView) {
        if (atView <= view && votedView <= voted && lockView <= lock) {
            return;
        }
        view = Math.max(view, atView);
        voted = Math.max(voted, votedView);
        lock = Math.max(lock, lockView);
        if (due.compareAndSet(false, true)) {
            try {
                executor.execute(write);
            } catch (RejectedExecutionException ended) {
                due.set(false);
            }
        }
    }

    private synchronized void write() {
        due.set(false);
        ByteBuffer bytes = ByteBuffer.allocate(SLOT);
        bytes.putLong(writes + 1).putLong(view).putLong(voted).putLong(lock);
        bytes.putInt(crc(bytes)).flip();
        long at = (writes + 1 & 1) * SLOT;
        try {
            owned.check(0);
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
            file.force(false);
            writes++;
        } catch (IOException full) {
            failed++;
        }
    }

    /**
     * How often it could not be written.
     *
     * @return 0 or more, since it was opened
     */
    public long failed() {
        return failed;
    }

    /** Writes what is not written yet, and closes the file. */
    @Override
    public synchronized void close() throws IOException {
        if (file.isOpen()) {
            write();
            owned.close();
        }
    }

    private static int crc(ByteBuffer slot) {
        CRC32 crc = new CRC32();
        crc.update(slot.duplicate().position(0).limit(FACTS * Long.BYTES));
        return (int) crc.getValue();
    }
}
