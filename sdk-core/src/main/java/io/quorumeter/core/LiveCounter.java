package io.quorumeter.core;

import io.quorumeter.Counter;
import io.quorumeter.snapshot.Exemplar;
import io.quorumeter.spi.Counts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A counter: a word for each of its {@link Owners}, and for all other threads the JDK's striped adder. Words are made when their thread
 * first counts, so a counter that nobody moves is a few references.
 *
 * <p><b>What passes a long</b> stays at its greatest value, and is counted as an overflow. An owner looks at the sign of its new sum, which
 * it holds in a register anyway, and which one is never negative but for that. The adder does not know its sum, so what is large goes past
 * it, into a word that is added to by compare-and-set; of what is left it takes more than 2^32 additions to pass. Where none of these
 * passed but all together do, the reader that adds them up finds it, and counts it once.
 */
final class LiveCounter extends Owners implements Counter, NumberCell {
    private static final VarHandle SHARED;
    private static final VarHandle LARGE;
    private static final VarHandle EXEMPLAR;

    static {
        try {
            SHARED = MethodHandles.lookup().findVarHandle(LiveCounter.class, "shared", LongAdder.class);
            LARGE = MethodHandles.lookup().findVarHandle(LiveCounter.class, "large", long.class);
            EXEMPLAR = MethodHandles.lookup().findVarHandle(LiveCounter.class, "exemplar", ExemplarSlots.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** An adder with the first cells that contention makes. */
    private static final long ADDER_BYTES = 32 + 2 * Word.BYTES;

    /** What the adder takes in one addition. */
    private static final long MOST_AT_ONCE = 1L << 31;

    private final Rejections rejections;
    private final MemoryAccount.Share memory;
    private volatile @Nullable Word firstWord;
    private volatile @Nullable Word secondWord;
    private volatile @Nullable LongAdder shared;
    private volatile long large;
    private boolean isFull;
    private volatile @Nullable ExemplarSlots exemplar;

    /** A counter whose memory is in no account. */
    LiveCounter(Rejections rejections) {
        this(rejections, MemoryAccount.unlimited().share());
    }

    LiveCounter(Rejections rejections, MemoryAccount.Share memory) {
        this.rejections = rejections;
        this.memory = memory;
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
            add(word, amount);
        } else {
            addElsewhere(caller, amount);
        }
    }

    private void add(Word word, long amount) {
        if (!word.add(amount)) {
            rejections.overflow();
        }
    }

    private void addElsewhere(Thread caller, long amount) {
        if (becomeFirst(caller)) {
            Word inherited = firstWord;
            Word mine = inherited != null ? inherited : newWord();
            firstWord = mine;
            add(mine, amount);
        } else if (becomeSecond(caller)) {
            Word inherited = secondWord;
            Word mine = inherited != null ? inherited : newWord();
            secondWord = mine;
            add(mine, amount);
        } else {
            addShared(amount);
        }
    }

    private void addShared(long amount) {
        if (amount <= MOST_AT_ONCE) {
            shared().add(amount);
        } else {
            long before = large;
            while (!LARGE.compareAndSet(this, before, Counts.sum(before, amount))) {
                before = large;
            }
            if (before + amount < 0) {
                rejections.overflow();
            }
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
        long sum = add(one == null ? 0 : one.get(), two == null ? 0 : two.get());
        sum = add(sum, large);
        return add(sum, rest == null ? 0 : rest.sum());
    }

    /** Adds up two parts, of which the adder's may have passed a long. */
    private long add(long a, long b) {
        if (b < 0 || a + b < 0) {
            tellFull();
            return Long.MAX_VALUE;
        }
        return a + b;
    }

    private synchronized void tellFull() {
        if (!isFull) {
            isFull = true;
            rejections.overflow();
        }
    }

    @Override
    public long read(long[] wholes, double[] fractions, int at) {
        releaseEnded();
        wholes[at] = value();
        return 0;
    }
}
