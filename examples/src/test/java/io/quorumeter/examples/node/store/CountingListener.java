package io.quorumeter.examples.node.store;

/** Counts what a store did. */
final class CountingListener implements StoreListener {

    int read;
    int notFound;
    int written;
    int deleted;
    int synced;
    int damaged;
    int failed;

    @Override
    public void read(int bytes, long nanos) {
        if (bytes < 0) {
            notFound++;
        } else {
            read++;
        }
    }

    @Override
    public void written(int bytes, long nanos) {
        written++;
    }

    @Override
    public void deleted(long nanos) {
        deleted++;
    }

    @Override
    public void synced(long nanos) {
        synced++;
    }

    @Override
    public void damaged() {
        damaged++;
    }

    @Override
    public void failed() {
        failed++;
    }
}
