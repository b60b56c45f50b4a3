package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void commit_byDoubleCertificate_hasOneView() {
        CommittedBlock block = CommittedBlock.byDoubleCertificate(7, id(7), id(6), 9)
                .transactions(3)
                .bytes(40)
                .at(11);
        assertThat(block)
                .isEqualTo(new CommitFact(7, id(7), id(6), 9, 9, 9, CommitPath.LIVE, 3, 40, 11))
                .isNotEqualTo(
                        CommittedBlock.byDoubleCertificate(7, id(7), id(6), 9).at(11));
    }

    @Test
    void commit_byTwoChain_ordersItsViews() {
        CommitFact fact = new CommitFact(7, id(7), id(6), 9, 9, 10, CommitPath.LIVE, 0, 0, 11);
        assertThat(CommittedBlock.byTwoChain(7, id(7), id(6), 9, 10).at(11)).isEqualTo(fact);
        assertThat(CommittedBlock.byTwoChain(7, id(7), id(6), 10, 9).at(11)).isEqualTo(fact);
    }

    @Test
    void commit_ofAnAncestor_wasProposedInAnotherView() {
        assertThat(CommittedBlock.byTwoChain(6, id(6), id(5), 9, 10)
                        .proposedIn(8)
                        .path(CommitPath.SYNC)
                        .at(11))
                .isEqualTo(new CommitFact(6, id(6), id(5), 8, 9, 10, CommitPath.SYNC, 0, 0, 11));
    }

    @Test
    void commit_bySync_hasNoCertificate() {
        assertThat(CommittedBlock.bySync(7, id(7), id(6), 9).at(11))
                .isEqualTo(new CommitFact(7, id(7), id(6), 9, -1, -1, CommitPath.SYNC, 0, 0, 11));
    }

    @Test
    void certificate_namesNoOtherUnlessGiven() {
        Signers signers = Signers.of(0, 1, 2);
        assertThat(CertificateEvent.of(CertificateKind.QUORUM, 9, id(7), signers, 3)
                        .at(11)
                        .innerView())
                .isEqualTo(CertificateEvent.NONE);
        assertThat(CertificateEvent.of(CertificateKind.DOUBLE, 9, id(7), signers, 3)
                        .at(11)
                        .innerView())
                .isEqualTo(9);
        assertThat(CertificateEvent.of(CertificateKind.QUORUM, 9, id(7), signers, 3)
                        .over(8)
                        .ref(5)
                        .at(11))
                .isEqualTo(new CertificateFact(CertificateKind.QUORUM, 9, 8, id(7), signers, 3, 5, 11));
    }

    @Test
    void restored_lacksAVoteUnlessGiven() {
        assertThat(Restored.first(id(0)).at(11))
                .isEqualTo(new RestoredFact(0, 0, BlockId.NONE, -1, 0, id(0), 0, 0, id(0), 11));
        assertThat(Restored.inView(9)
                        .voted(8, id(8), 7)
                        .locked(6, id(6))
                        .committed(5, id(5), 4)
                        .at(11))
                .isEqualTo(new RestoredFact(9, 8, id(8), 7, 6, id(6), 5, 4, id(5), 11));
        assertThat(Restored.inView(9).at(11))
                .isEqualTo(new RestoredFact(9, 0, BlockId.NONE, -1, 0, BlockId.NONE, 0, 0, BlockId.NONE, 11));
    }

    @Test
    void builtAndExecuted_keepTimesAndSizesApart() {
        assertThat(BuiltProposal.of(9, id(7), 7)
                        .took(5)
                        .bytes(40)
                        .transactions(3)
                        .at(11))
                .isEqualTo(new BuiltFact(9, id(7), 7, 3, 40, 5, 11));
        assertThat(ExecutedBlock.of(7, id(7)).took(5).root(id(8)).at(11))
                .isEqualTo(new ExecutedFact(7, id(7), id(8), 5, 11));
    }
}
