package io.quorumeter.core.delivery;

/** A record with the Unix time in milliseconds at which it came. */
final class Entry {
    final byte[] body;
    final long millis;

    Entry(byte[] body, long millis) {
        this.body = body;
        this.millis = millis;
    }
}
