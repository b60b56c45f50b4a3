package io.quorumeter.examples.node.mempool;

import io.quorumeter.examples.node.transport.MalformedFrameException;
import io.quorumeter.network.DropReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Several transactions in the body of one frame: their number, then each with its length in front. */
public final class TransactionBatch {

    /** Most transactions in one frame. */
    public static final int MAX_TRANSACTIONS = 4_096;

    private TransactionBatch() {}

    /** Returns how many transactions of one size a client puts in a frame: as many as stay within half a mebibyte, but one at least. */
    static int perFrame(int transactionBytes) {
        return Math.max(1, Math.min(MAX_TRANSACTIONS, (1 << 19) / (Integer.BYTES + transactionBytes)));
    }

    static byte[] encode(List<byte[]> transactions) {
        int bytes = Short.BYTES;
        for (byte[] transaction : transactions) {
            bytes += Integer.BYTES + transaction.length;
        }
        ByteBuffer body = ByteBuffer.allocate(bytes).putShort((short) transactions.size());
        for (byte[] transaction : transactions) {
            body.putInt(transaction.length).put(transaction);
        }
        return body.array();
    }

    /**
     * Reads what a client sent.
     *
     * @throws MalformedFrameException if the bytes are not exactly that; nothing larger than the body itself is ever allocated
     */
    public static List<byte[]> decode(ByteBuffer body) throws MalformedFrameException {
        int count = body.remaining() < Short.BYTES ? -1 : Short.toUnsignedInt(body.getShort());
        if (count < 0 || count > MAX_TRANSACTIONS) {
            throw malformed("a batch of " + count + " transactions");
        }
        List<byte[]> transactions = new ArrayList<>(Math.min(count, body.remaining() / Integer.BYTES));
        for (int i = 0; i < count; i++) {
            int length = body.remaining() < Integer.BYTES ? -1 : body.getInt();
            if (length < 0 || length > body.remaining()) {
                throw malformed("transaction " + i + " of " + length + " bytes with " + body.remaining() + " left");
            }
            byte[] transaction = new byte[length];
            body.get(transaction);
            transactions.add(transaction);
        }
        if (body.hasRemaining()) {
            throw malformed(body.remaining() + " bytes after the last transaction");
        }
        return transactions;
    }

    private static MalformedFrameException malformed(String what) {
        return new MalformedFrameException(DropReason.MALFORMED, "A frame of transactions with " + what);
    }
}
