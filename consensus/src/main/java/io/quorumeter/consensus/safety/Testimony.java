package io.quorumeter.consensus.safety;

import io.quorumeter.LabelValue;
import io.quorumeter.consensus.BlockId;

/**
 * One of the facts that make up a piece of evidence.
 *
 * @param statement its sort
 * @param view the view, or height, that it is about
 * @param block the block; {@link BlockId#NONE} when there is none or it is not remembered
 * @param justifyView the view of the certificate or lock named in it, −1 when none is
 * @param signed the signed bytes in hexadecimal digits, as the host gave them; empty without an {@link EvidenceSource}
 */
public record Testimony(Statement statement, long view, BlockId block, long justifyView, String signed) {
    /** A fact of which no signed bytes are at hand. */
    static Testimony of(Statement statement, long view, BlockId block, long justifyView) {
        return new Testimony(statement, view, block, justifyView, "");
    }

    /** Whether it says anything beyond a view or height that is told anyway. */
    boolean saysMoreThan(long known) {
        return view != known || justifyView >= 0 || !block.equals(BlockId.NONE);
    }

    /** For people. */
    String text() {
        return LabelValue.of(statement)
                + " "
                + statement.place(view)
                + (block.equals(BlockId.NONE) ? "" : " of " + block)
                + (justifyView < 0 ? "" : " (justify view " + justifyView + ")");
    }
}
