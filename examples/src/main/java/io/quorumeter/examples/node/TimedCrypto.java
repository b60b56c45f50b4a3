package io.quorumeter.examples.node;

import io.quorumeter.BusyTime;
import io.quorumeter.consensus.CryptoOperation;
import io.quorumeter.consensus.CryptoResult;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Signature;
import java.util.function.LongSupplier;

/** Signs and verifies, and tells how long it took: of all that a replica does, this takes longest. */
final class TimedCrypto implements Crypto {

    private final Crypto crypto;
    private final HotStuff2Events events;
    private final BusyTime busy;
    private final LongSupplier clock;

    TimedCrypto(Crypto crypto, HotStuff2Events events, BusyTime busy, LongSupplier clock) {
        this.crypto = crypto;
        this.events = events;
        this.busy = busy;
        this.clock = clock;
    }

    @Override
    public Signature sign(byte[] statement) {
        long start = clock.getAsLong();
        Signature signature = crypto.sign(statement);
        done(CryptoOperation.SIGN, CryptoResult.OK, clock.getAsLong() - start);
        return signature;
    }

    @Override
    public boolean verify(int validator, byte[] statement, Signature signature) {
        long start = clock.getAsLong();
        boolean valid = crypto.verify(validator, statement, signature);
        done(CryptoOperation.VERIFY, valid ? CryptoResult.OK : CryptoResult.INVALID, clock.getAsLong() - start);
        return valid;
    }

    private void done(CryptoOperation operation, CryptoResult result, long nanos) {
        busy.add(nanos);
        events.cryptoDone(operation, result, nanos);
    }
}
