package io.quorumeter.consensus.safety;

import static io.quorumeter.consensus.ConsensusFamilies.EVIDENCE_LOG_FAILED;
import static io.quorumeter.consensus.ConsensusFamilies.EVIDENCE_LOG_REFUSED;

import io.quorumeter.MetricsCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Evidence on disk, so that it outlives the process: a file to which records are only added. Each (validator, view, type) stands there
 * once, also over restarts, and the file has at most as many records as its limit; what comes beyond is counted. A quarter of the limit is
 * for broken invariants, and whoever is accused often takes the less of the rest the fuller it is, 16 records of one type at most: so no
 * flood keeps others out.
 *
 * <pre>{@code
 * EvidenceLog log = EvidenceLog.open(Path.of("evidence.log")).countedBy(metrics);
 * metrics.events().subscribe(SafetyEvent.class, log);
 * }</pre>
 *
 * <p>Nothing is ever cut off. Where the file was damaged, as by a loss of power, that record is left out and the next whole one is read; a
 * record of a newer SDK, whose type is not known here, stays. A record that cannot be written is counted. A lock on a file beside it,
 * {@code <name>.lock}, refuses a second log on it, as in a rolling restart before the first process ended; the lock file stays. When the
 * log is moved, deleted or cut off while it is open, that is logged once and each record from then on counts as one that could not be
 * written. So subscribed it works on a thread of the collector's bus, never on the protocol's. Safe from any thread.
 */
public final class EvidenceLog implements Consumer<SafetyEvent>, AutoCloseable {
    /** The usual limit of records. */
    public static final int USUAL_LIMIT = 1_000;

    private record Key(String type, String accused, long view) {
        static Key of(Evidence evidence) {
            return new Key(evidence.type().name(), Quota.accused(evidence), evidence.view());
        }
    }

    private final EvidenceFile file;
    private final Quota quota;
    private final List<Evidence> records = new ArrayList<>();
    private final Set<Key> known = new HashSet<>();
    private long unknown;
    private long refused;
    private long failed;

    private EvidenceLog(Path path, int limit) throws IOException {
        quota = new Quota(limit);
        file = EvidenceFile.open(path, this::load);
    }

    /**
     * Opens a log, or begins one, with the usual limit.
     *
     * @param path the file
     * @return the log with what is in the file
     * @throws IOException when it cannot be read or written, is in use by another log, or is something else than one
     */
    public static EvidenceLog open(Path path) throws IOException {
        return open(path, USUAL_LIMIT);
    }

    /**
     * Opens a log, or begins one.
     *
     * @param path the file
     * @param limit the most records that it may have, 2 or more; if it has more already, they stay
     * @return the log with what is in the file
     * @throws IOException when it cannot be read or written, is in use by another log, or is something else than one
     * @throws IllegalArgumentException when the limit is below 2
     */
    public static EvidenceLog open(Path path, int limit) throws IOException {
        if (limit < 2) {
            throw new IllegalArgumentException("limit: " + limit + " is below 2");
        }
        return new EvidenceLog(path, limit);
    }

    private void load(byte[] body) {
        try {
            Evidence evidence = EvidenceCodec.decode(body);
            quota.add(evidence);
            known.add(Key.of(evidence));
            records.add(evidence);
        } catch (IOException | IllegalArgumentException ofAnotherVersion) {
            unknown++;
        }
    }

    /**
     * Declares two counters of evidence that the log lost, {@code hotstuff2_evidence_log_refused_total} as {@link #refused} and
     * {@code hotstuff2_evidence_log_failed_total} as {@link #failed}.
     *
     * @param metrics where
     * @return this
     */
    public EvidenceLog countedBy(MetricsCollector metrics) {
        EVIDENCE_LOG_REFUSED.observe(metrics, this::refused);
        EVIDENCE_LOG_FAILED.observe(metrics, this::failed);
        return this;
    }

    /** Adds what was found; the same as {@link #add}. */
    @Override
    public void accept(SafetyEvent event) {
        add(event.evidence());
    }

    /**
     * Adds a piece of evidence, unless it is known or there is no room for it, and makes it durable.
     *
     * @param evidence the piece
     * @return whether it was added
     */
    public synchronized boolean add(Evidence evidence) {
        Key key = Key.of(evidence);
        if (known.contains(key)) {
            return false;
        }
        if (!quota.admit(evidence)) {
            refused++;
            return false;
        }
        try {
            file.append(EvidenceCodec.encode(evidence));
        } catch (IOException full) {
            quota.giveBack(evidence);
            failed++;
            return false;
        }
        known.add(key);
        records.add(evidence);
        return true;
    }

    /**
     * All that the log holds and this SDK knows.
     *
     * @return the pieces in the order in which they were added
     */
    public synchronized List<Evidence> records() {
        return List.copyOf(records);
    }

    /**
     * All that the log holds and this SDK knows, as JSON.
     *
     * @return an array, as {@link EvidenceJson} writes it
     */
    public String toJson() {
        return EvidenceJson.of(records());
    }

    /**
     * How much of the file was no whole record when it was opened. It stays in the file.
     *
     * @return bytes, 0 when the file was whole
     */
    public long damagedBytes() {
        return file.damagedBytes();
    }

    /**
     * How many whole records of the file this SDK does not know, as of a newer one. They stay in the file.
     *
     * @return 0 or more
     */
    public long unknownRecords() {
        return unknown;
    }

    /**
     * How many pieces were not added because there was no room for them.
     *
     * @return 0 or more, since it was opened
     */
    public synchronized long refused() {
        return refused;
    }

    /**
     * How many pieces could not be written.
     *
     * @return 0 or more, since it was opened
     */
    public synchronized long failed() {
        return failed;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
