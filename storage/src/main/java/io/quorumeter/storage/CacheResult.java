package io.quorumeter.storage;

/** How a look-up in a cache ended. */
public enum CacheResult {
    /** The entry was there. */
    HIT,
    /** It was not. */
    MISS
}
