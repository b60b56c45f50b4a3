package io.quorumeter.consensus;

/** Whether what the replica tells has all its parts, which a caller without checks for null may have left out. */
final class Whole {
    private Whole() {}

    static boolean is(Restored restored) {
        return restored != null
                && restored.lastVotedId() != null
                && restored.lockId() != null
                && restored.committedId() != null;
    }

    static boolean is(ValidatorSetChange change) {
        return change != null;
    }

    static boolean is(BuiltProposal proposal) {
        return proposal != null && proposal.id() != null;
    }

    static boolean is(SentProposal proposal) {
        return proposal != null && proposal.id() != null && proposal.parent() != null;
    }

    static boolean is(ReceivedProposal proposal) {
        return proposal != null
                && proposal.id() != null
                && proposal.parent() != null
                && proposal.justifyId() != null
                && proposal.verification() != null;
    }

    static boolean is(CertificateEvent certificate) {
        return certificate != null
                && certificate.kind() != null
                && certificate.block() != null
                && certificate.signers() != null;
    }

    static boolean is(CommittedBlock block) {
        return block != null && block.id() != null && block.parent() != null && block.path() != null;
    }

    static boolean is(ExecutedBlock block) {
        return block != null && block.id() != null && block.stateRoot() != null;
    }
}
