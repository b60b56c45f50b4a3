package io.quorumeter.core;

import io.quorumeter.Counter;
import io.quorumeter.CounterBatch;
import io.quorumeter.snapshot.Exemplar;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A counter: a word for each of its {@link Owners}, and for all other threads the JDK's striped adder. Words are made when their thread
 * first counts, so a counter that nobody moves is a few references.
 */
final class LiveCounter extends Owners implements Counter, NumberCell {
    private static final VarHandle SHARED;
    private static final VarHandle EXEMPLAR;

    static {
        try {
            SHARED = MethodHandles.lookup().findVarHandle(LiveCounter.class, "shared", LongAdder.class);
            EXEMPLAR = MethodHandles.lookup().findVarHandle(LiveCounter.class, "exemplar", ExemplarSlots.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** An adder with the first cells that contention makes. */
    private static final long ADDER_BYTES = 32 + 2 * Word.BYTES;

    private final Rejections rejections;
    private final int batchSize;
    private final MemoryAccount.Share memory;
    private volatile @Nullable Word firstWord;
    private volatile @Nullable Word secondWord;
    private volatile @Nullable LongAdder shared;
    private volatile @Nullable ExemplarSlots exemplar;

    /** A counter whose batches are published at each addition unless they are given a size. */
    LiveCounter(Rejections rejections) {
        this(rejections, 1, MemoryAccount.unlimited().share());
    }

    LiveCounter(Rejections rejections, int batchSize, MemoryAccount.Share memory) {
        this.rejections = rejections;
        this.batchSize = batchSize;
        this.memory = memory;
    }

    @Override
    public CounterBatch batch() {
        return batch(batchSize);
    }

    @Override
    public void increment() {
        add(1);
    }

    @Override
    public void increment(long amount) {
        if (amount < 0) {
            rejections.negative();
            return;
        }
        add(amount);
    }

    @Override
    public void incrementWithExemplar(long amount, long traceIdHigh, long traceIdLow, long unixMillis) {
        increment(amount);
        if (amount >= 0) {
            ExemplarSlots slots = exemplar;
            if (slots == null) {
                slots = makeExemplar();
            }
            if (slots != null) {
                slots.keep(0, (double) amount, traceIdHigh, traceIdLow, unixMillis);
            }
        }
    }

    /** Null when there is no memory for it. */
    private @Nullable ExemplarSlots makeExemplar() {
        if (!memory.tryReserve(ExemplarSlots.bytes(1))) {
            return null;
        }
        ExemplarSlots fresh = new ExemplarSlots(1);
        ExemplarSlots winner = (ExemplarSlots) EXEMPLAR.compareAndExchange(this, null, fresh);
        if (winner == null) {
            return fresh;
        }
        memory.release(ExemplarSlots.bytes(1));
        return winner;
    }

    @Override
    public @Nullable Exemplar exemplar() {
        ExemplarSlots slots = exemplar;
        return slots == null ? null : slots.read(0);
    }

    private void add(long amount) {
        Thread caller = Thread.currentThread();
        Word word = caller == first ? firstWord : caller == second ? secondWord : null;
        if (word != null) {
            word.add(amount);
        } else {
            addElsewhere(caller, amount);
        }
    }

    private void addElsewhere(Thread caller, long amount) {
        if (becomeFirst(caller)) {
            Word inherited = firstWord;
            Word mine = inherited != null ? inherited : newWord();
            firstWord = mine;
            mine.add(amount);
        } else if (becomeSecond(caller)) {
            Word inherited = secondWord;
            Word mine = inherited != null ? inherited : newWord();
            secondWord = mine;
            mine.add(amount);
        } else {
            shared().add(amount);
        }
    }

    private Word newWord() {
        memory.reserve(Word.BYTES);
        return new Word();
    }

    private LongAdder shared() {
        LongAdder adder = shared;
        if (adder != null) {
            return adder;
        }
        LongAdder fresh = new LongAdder();
        LongAdder winner = (LongAdder) SHARED.compareAndExchange(this, null, fresh);
        if (winner != null) {
            return winner;
        }
        memory.reserve(ADDER_BYTES);
        return fresh;
    }

    @Override
    public long value() {
        Word one = firstWord;
        Word two = secondWord;
        LongAdder rest = shared;
        return (one == null ? 0 : one.get()) + (two == null ? 0 : two.get()) + (rest == null ? 0 : rest.sum());
    }

    @Override
    public long read(long[] wholes, double[] fractions, int at) {
        releaseEnded();
        wholes[at] = value();
        return 0;
    }
}
