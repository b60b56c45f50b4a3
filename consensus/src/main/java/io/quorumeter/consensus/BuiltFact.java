package io.quorumeter.consensus;

record BuiltFact(long view, BlockId id, long height, int transactions, long payloadBytes, long buildNanos, long nanos)
        implements BuiltProposal, BuiltProposal.Draft {
    @Override
    public Draft transactions(int count) {
        return new BuiltFact(view, id, height, count, payloadBytes, buildNanos, nanos);
    }

    @Override
    public Draft bytes(long count) {
        return new BuiltFact(view, id, height, transactions, count, buildNanos, nanos);
    }

    @Override
    public Draft took(long duration) {
        return new BuiltFact(view, id, height, transactions, payloadBytes, duration, nanos);
    }

    @Override
    public BuiltProposal at(long time) {
        return new BuiltFact(view, id, height, transactions, payloadBytes, buildNanos, time);
    }
}
