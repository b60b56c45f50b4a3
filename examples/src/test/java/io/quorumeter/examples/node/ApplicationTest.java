package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.ProcessingStage;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.examples.node.store.ApplicationState;
import io.quorumeter.testkit.hotstuff2.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationTest {

    private static final byte[] A = {1};
    private static final byte[] B = {2};
    private static final Block FIRST =
            new Block(1, 1, 0, Block.genesis(List.of()).id(), List.of(A, B));
    private static final Block SECOND = new Block(2, 5, 1, FIRST.id(), List.of(A));

    private final NodeMetrics metrics = new NodeMetrics(
            Protocol.basic()
                    .validators(ValidatorSet.ofKeys(List.of("a", "b", "c", "d")).ownIndex(0)),
            ref -> null);

    private Application application(ApplicationState restored) {
        return new Application(
                restored, metrics.events, metrics.state, metrics.worker(ProcessingStage.EXECUTION), () -> 0);
    }

    @Test
    void apply_countsTransactionsAndChains() {
        Application application = application(ApplicationState.EMPTY);
        ApplicationState first = application.apply(FIRST);
        ApplicationState second = application.apply(SECOND);
        assertThat(first.transactions()).isEqualTo(2);
        assertThat(second.transactions()).isEqualTo(3);
        assertThat(second.height()).isEqualTo(2);
        assertThat(second.root()).isNotEqualTo(first.root());
        assertThat(application.state()).isEqualTo(second);
        assertThat(metrics.collector.snapshot().value("hotstuff2_state_executed_height"))
                .hasValue(2);
    }

    @Test
    void apply_theSameBlocks_givesTheSameRoot_alsoFromARestoredState() {
        Application whole = application(ApplicationState.EMPTY);
        ApplicationState first = whole.apply(FIRST);
        assertThat(application(first).apply(SECOND)).isEqualTo(whole.apply(SECOND));
    }

    @Test
    void apply_anotherOrder_givesAnotherRoot() {
        Block swapped = new Block(1, 1, 0, FIRST.parent(), List.of(B, A));
        assertThat(application(ApplicationState.EMPTY).apply(swapped).root())
                .isNotEqualTo(application(ApplicationState.EMPTY).apply(FIRST).root());
    }
}
