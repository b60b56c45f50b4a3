package io.quorumeter.examples.node;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.safety.EvidenceSource;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.MessageCodec;
import io.quorumeter.testkit.hotstuff2.Statements;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #KEPT} messages, for the case that one of them proves something against its sender. A message is its own proof, as it
 * was encoded on the wire: it has the signature in it and all that was signed. A proposal's block may be large, so of a proposal only what
 * its leader signed is kept, {@link Statements#proposal}, with the signature behind it. The consensus thread only.
 */
final class ReceivedMessages implements EvidenceSource {

    private static final int KEPT = 1 << 12;

    private final BlockId genesis;
    private final @Nullable Supplier<byte[]>[] kept;
    private long last;

    @SuppressWarnings({"unchecked", "rawtypes"})
    ReceivedMessages(BlockId genesis) {
        this.genesis = genesis;
        this.kept = new Supplier[KEPT];
    }

    /** Keeps a message; returns the reference to it, 1 or more, or 0 for one without a signature of its sender, such as blocks. */
    long keep(Message message) {
        if (message instanceof Message.Fetch || message instanceof Message.Blocks) {
            return 0;
        }
        last++;
        kept[place(last)] =
                message instanceof Message.Propose propose ? signed(propose) : () -> MessageCodec.encode(message);
        return last;
    }

    private Supplier<byte[]> signed(Message.Propose propose) {
        long view = propose.block().view();
        BlockId block = propose.block().id();
        long justifyView = propose.justify().view();
        byte[] signature = propose.signature().bytes();
        return () -> {
            byte[] statement = Statements.proposal(genesis, view, block, justifyView);
            return ByteBuffer.allocate(statement.length + signature.length)
                    .put(statement)
                    .put(signature)
                    .array();
        };
    }

    @Override
    public byte @Nullable [] signedBytes(long ref) {
        Supplier<byte[]> found = ref > last - KEPT && ref > 0 && ref <= last ? kept[place(ref)] : null;
        return found == null ? null : found.get();
    }

    private static int place(long ref) {
        return (int) (ref & KEPT - 1);
    }
}
