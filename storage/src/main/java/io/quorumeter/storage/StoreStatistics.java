package io.quorumeter.storage;

/**
 * What an engine of RocksDB's kind counts itself, a log-structured store with a cache of blocks. Implemented by a line for each over the
 * engine in use, such as {@code statistics.getTickerCount(TickerType.BLOCK_CACHE_HIT)}. All are asked for at a snapshot, off the recording
 * path; all but the sizes never fall. What an engine does not know stays 0.
 */
public interface StoreStatistics {
    /** {@return size on disk in bytes} */
    long sizeOnDisk();

    /** {@return bytes written to the device, log and compaction included} */
    default long deviceWrittenBytes() {
        return 0;
    }

    /** {@return nanoseconds in which writers were held back} */
    default long stallNanos() {
        return 0;
    }

    /** {@return look-ups that the cache of blocks answered} */
    default long cacheHits() {
        return 0;
    }

    /** {@return look-ups that it did not} */
    default long cacheMisses() {
        return 0;
    }

    /** {@return entries that it gave up} */
    default long cacheEvictions() {
        return 0;
    }

    /** {@return memory that it takes, in bytes} */
    default long cacheBytes() {
        return 0;
    }
}
