package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.VotePhase;
import java.nio.ByteBuffer;

/**
 * The byte strings that replicas sign. Each begins with a tag and the identity of the genesis block, so that no signature
 * can stand for another kind of statement or on another chain. All numbers are big-endian.
 *
 * <pre>
 * proposal  1 | genesis 32 | view 8 | block 32 | view of the justifying certificate 8
 * vote      2 | genesis 32 | view 8 | block 32 | height 8 | view of the justifying certificate 8
 * vote2     3 | genesis 32 | view 8 | block 32 | height 8 | view of the certificate voted for 8
 * status    4 | genesis 32 | view 8 | block of the lock 32 | view of the lock 8
 * wish      5 | genesis 32 | view 8
 * </pre>
 *
 * A vote names the view that its block's parent was certified in: a later vote with a lower one is then proof against its
 * signer. A status names its own view for the same reason.
 */
public final class Statements {
    private static final int PROPOSAL = 1;
    private static final int VOTE = 2;
    private static final int VOTE2 = 3;
    private static final int STATUS = 4;
    private static final int WISH = 5;

    private Statements() {}

    /**
     * What a leader signs to propose a block.
     *
     * @param genesis the chain
     * @param view the view
     * @param block the block
     * @param justifyView the view of the certificate of its parent
     * @return the bytes to sign
     */
    public static byte[] proposal(BlockId genesis, long view, BlockId block, long justifyView) {
        return begin(PROPOSAL, genesis, view, BlockId.BYTES + 8, block)
                .putLong(justifyView)
                .array();
    }

    /**
     * What a replica signs to vote; a quorum of these signatures is a quorum or double certificate.
     *
     * @param genesis the chain
     * @param phase first or second vote
     * @param view the view
     * @param block the block
     * @param height its height
     * @param innerView first vote: the view of the certificate of its parent; second: of the certificate voted for
     * @return the bytes to sign
     */
    public static byte[] vote(BlockId genesis, VotePhase phase, long view, BlockId block, long height, long innerView) {
        int tag = phase == VotePhase.VOTE ? VOTE : VOTE2;
        return begin(tag, genesis, view, BlockId.BYTES + 16, block)
                .putLong(height)
                .putLong(innerView)
                .array();
    }

    /**
     * What a replica signs to report its lock to the leader of a view.
     *
     * @param genesis the chain
     * @param view the view that it entered
     * @param lockBlock the block of its lock
     * @param lockView the view of its lock
     * @return the bytes to sign
     */
    public static byte[] status(BlockId genesis, long view, BlockId lockBlock, long lockView) {
        return begin(STATUS, genesis, view, BlockId.BYTES + 8, lockBlock)
                .putLong(lockView)
                .array();
    }

    /**
     * What a replica signs to ask for a view; a quorum of these signatures is a timeout certificate.
     *
     * @param genesis the chain
     * @param view the view wished for
     * @return the bytes to sign
     */
    public static byte[] wish(BlockId genesis, long view) {
        ByteBuffer buffer = ByteBuffer.allocate(1 + BlockId.BYTES + 8).put((byte) WISH);
        genesis.write(buffer);
        return buffer.putLong(view).array();
    }

    private static ByteBuffer begin(int tag, BlockId genesis, long view, int more, BlockId block) {
        ByteBuffer buffer = ByteBuffer.allocate(1 + BlockId.BYTES + 8 + more).put((byte) tag);
        genesis.write(buffer);
        buffer.putLong(view);
        block.write(buffer);
        return buffer;
    }
}
