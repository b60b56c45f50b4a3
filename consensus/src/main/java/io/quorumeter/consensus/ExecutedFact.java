package io.quorumeter.consensus;

record ExecutedFact(long height, BlockId id, BlockId stateRoot, long durationNanos, long nanos)
        implements ExecutedBlock, ExecutedBlock.Draft {
    @Override
    public Draft root(BlockId digest) {
        return new ExecutedFact(height, id, digest, durationNanos, nanos);
    }

    @Override
    public Draft took(long duration) {
        return new ExecutedFact(height, id, stateRoot, duration, nanos);
    }

    @Override
    public ExecutedBlock at(long time) {
        return new ExecutedFact(height, id, stateRoot, durationNanos, time);
    }
}
