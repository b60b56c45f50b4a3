package io.quorumeter.examples.node.store;

/** Is told what a store does, on the thread that uses it; must neither block nor throw. */
public interface StoreListener {

    /** A record was looked for: {@code bytes} is its size, or −1 if there was none. */
    void read(int bytes, long nanos);

    /** A record was put. */
    void written(int bytes, long nanos);

    /** A record was removed. */
    void deleted(long nanos);

    /** Everything put so far was made durable. */
    void synced(long nanos);

    /** A read found damage. */
    void damaged();

    /** Writing or syncing failed. */
    void failed();
}
