package io.quorumeter.consensus;

record RestoredFact(
        long view,
        long lastVotedView,
        BlockId lastVotedId,
        long lastVotedJustifyView,
        long lockView,
        BlockId lockId,
        long committedHeight,
        long committedView,
        BlockId committedId,
        long nanos)
        implements Restored, Restored.Draft {
    @Override
    public Draft voted(long voted, BlockId block, long justify) {
        return new RestoredFact(
                view, voted, block, justify, lockView, lockId, committedHeight, committedView, committedId, nanos);
    }

    @Override
    public Draft locked(long lock, BlockId block) {
        return new RestoredFact(
                view,
                lastVotedView,
                lastVotedId,
                lastVotedJustifyView,
                lock,
                block,
                committedHeight,
                committedView,
                committedId,
                nanos);
    }

    @Override
    public Draft committed(long height, BlockId block, long proposalView) {
        return new RestoredFact(
                view,
                lastVotedView,
                lastVotedId,
                lastVotedJustifyView,
                lockView,
                lockId,
                height,
                proposalView,
                block,
                nanos);
    }

    @Override
    public Restored at(long time) {
        return new RestoredFact(
                view,
                lastVotedView,
                lastVotedId,
                lastVotedJustifyView,
                lockView,
                lockId,
                committedHeight,
                committedView,
                committedId,
                time);
    }
}
