package io.quorumeter.consensus;

record CommitFact(
        long height,
        BlockId id,
        BlockId parent,
        long proposalView,
        long certificateViewA,
        long certificateViewB,
        CommitPath path,
        int transactions,
        long payloadBytes,
        long nanos)
        implements CommittedBlock, CommittedBlock.Draft {
    @Override
    public Draft proposedIn(long view) {
        return with(view, path, transactions, payloadBytes, nanos);
    }

    @Override
    public Draft path(CommitPath by) {
        return with(proposalView, by, transactions, payloadBytes, nanos);
    }

    @Override
    public Draft transactions(int count) {
        return with(proposalView, path, count, payloadBytes, nanos);
    }

    @Override
    public Draft bytes(long count) {
        return with(proposalView, path, transactions, count, nanos);
    }

    @Override
    public CommittedBlock at(long time) {
        return with(proposalView, path, transactions, payloadBytes, time);
    }

    private CommitFact with(long proposed, CommitPath by, int count, long bytes, long time) {
        return new CommitFact(height, id, parent, proposed, certificateViewA, certificateViewB, by, count, bytes, time);
    }
}
