package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.StateSet;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.spi.ClosableScope;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.InstrumentProvider;
import io.quorumeter.spi.Scope;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StateSetTest {
    private enum Mode {
        FOLLOWING,
        LEADING,
        SYNCING
    }

    private enum Other {
        UP,
        DOWN
    }

    private static final List<String> STATES = List.of("a", "b", "c");

    private final MetricsCollector metrics = Quorumeter.newCollector();

    @Test
    void state_isTheOnlyOneThatIsOne() {
        StateSet<Mode> mode = metrics.stateSet("replica_mode", Mode.class).create();
        assertThat(mode.get()).isEqualTo(Mode.FOLLOWING);
        assertThat(shown("following")).isEqualTo(1);
        mode.set(Mode.SYNCING);
        assertThat(mode.get()).isEqualTo(Mode.SYNCING);
        assertThat(shown("following")).isZero();
        assertThat(shown("leading")).isZero();
        assertThat(shown("syncing")).isEqualTo(1);
        assertThat(metrics.snapshot()
                        .family("replica_mode")
                        .orElseThrow()
                        .descriptor()
                        .type())
                .isEqualTo(MetricType.STATE_SET);
    }

    @Test
    void states_ofEachLabelValue_areTheirOwn() {
        StateSet<Mode> first =
                metrics.stateSet("replica_mode", Mode.class).with("shard", "1").create();
        StateSet<Mode> second =
                metrics.stateSet("replica_mode", Mode.class).with("shard", "2").create();
        first.set(Mode.LEADING);
        assertThat(second.get()).isEqualTo(Mode.FOLLOWING);
        assertThat(metrics.snapshot().value("replica_mode", "shard", "1", "replica_mode", "leading"))
                .hasValue(1);
        assertThat(metrics.snapshot().value("replica_mode", "shard", "2", "replica_mode", "leading"))
                .hasValue(0);
        assertThat(metrics.snapshot().total("replica_mode")).isEqualTo(2);
    }

    @Test
    void declaration_again_givesTheSameState() {
        metrics.stateSet("replica_mode", Mode.class).create().set(Mode.LEADING);
        assertThat(metrics.stateSet("replica_mode", Mode.class).create().get()).isEqualTo(Mode.LEADING);
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.stateSet("replica_mode", Other.class).create())
                .withMessageContaining("[following, leading, syncing], not [up, down]");
    }

    @Test
    void state_declaredAgainAfterItsScopeEnded_beginsAnewAndIsShown() {
        LiveCollector collector = (LiveCollector) metrics;
        ClosableScope first = new ClosableScope();
        declare(collector, first).set(2);
        InstrumentProvider.State longer = declare(collector, new ClosableScope());
        first.close();
        assertThat(longer.get()).isEqualTo(2);
        assertThat(metrics.snapshot().value("replica_mode", "replica_mode", "c"))
                .hasValue(1);

        ClosableScope second = new ClosableScope();
        InstrumentProvider.State other =
                collector.provider().states(declaration("other_mode", second), Labels.of(), "other_mode", STATES);
        other.set(1);
        second.close();
        InstrumentProvider.State fresh = collector
                .provider()
                .states(declaration("other_mode", new ClosableScope()), Labels.of(), "other_mode", STATES);
        assertThat(fresh.get()).isZero();
        fresh.set(2);
        assertThat(metrics.snapshot().value("other_mode", "other_mode", "c")).hasValue(1);
        assertThat(metrics.snapshot().total("other_mode")).isEqualTo(1);
    }

    private static InstrumentProvider.State declare(LiveCollector collector, Scope scope) {
        return collector.provider().states(declaration("replica_mode", scope), Labels.of(), "replica_mode", STATES);
    }

    private static FamilyDeclaration declaration(String name, Scope scope) {
        MetricDescriptor descriptor =
                new MetricDescriptor(name, "", MetricType.STATE_SET, MetricLevel.STANDARD, List.of(name));
        return new FamilyDeclaration(descriptor, FamilyDeclaration.Kind.STATE_SET, List.of()).within(scope);
    }

    @Test
    void snapshot_whileTheStateChanges_showsExactlyOne() throws InterruptedException {
        StateSet<Mode> mode = metrics.stateSet("replica_mode", Mode.class).create();
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            Mode[] all = Mode.values();
            for (int i = 0; !done.get(); i++) {
                mode.set(all[i % all.length]);
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 20_000; i++) {
                FamilySnapshot family =
                        metrics.snapshot().family("replica_mode").orElseThrow();
                assertThat(family.total()).isEqualTo(1);
            }
        } finally {
            done.set(true);
            writer.join();
        }
    }

    @Test
    void family_aboveTheLevel_costsNothing() {
        StateSet<Mode> mode = metrics.stateSet("replica_mode", Mode.class)
                .level(MetricLevel.DETAILED)
                .create();
        mode.set(Mode.LEADING);
        assertThat(mode.get()).isEqualTo(Mode.FOLLOWING);
        assertThat(metrics.snapshot().family("replica_mode")).isEmpty();
    }

    private double shown(String state) {
        return metrics.snapshot().value("replica_mode", "replica_mode", state).orElseThrow();
    }
}
