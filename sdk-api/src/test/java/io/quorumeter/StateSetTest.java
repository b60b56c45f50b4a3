package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.spi.FamilyDeclaration;
import org.junit.jupiter.api.Test;

class StateSetTest {
    private enum Mode {
        FOLLOWING,
        LEADING,
        SYNCING
    }

    private enum None {}

    private final FakeCollector metrics = new FakeCollector();

    @Test
    void state_isTheOneLastSet() {
        StateSet<Mode> mode = metrics.stateSet("replica_mode", Mode.class).create();
        assertThat(mode.get()).isEqualTo(Mode.FOLLOWING);
        mode.set(Mode.SYNCING);
        assertThat(mode.get()).isEqualTo(Mode.SYNCING);
        mode.set(null);
        assertThat(mode.get()).isEqualTo(Mode.SYNCING);
        assertThat(metrics.stateSet("replica_mode", Mode.class).create().get()).isEqualTo(Mode.SYNCING);
    }

    @Test
    void create_declaresTheFamilysNameAsLastLabel() {
        metrics.stateSet("replica_mode", Mode.class)
                .help("What the replica is doing")
                .level(MetricLevel.DETAILED)
                .with(Labels.of("replica", "3"))
                .create();
        FamilyDeclaration declared = metrics.declarations.get(0);
        assertThat(declared.descriptor().labelNames()).containsExactly("replica", "replica_mode");
        assertThat(declared.descriptor().type()).isEqualTo(MetricType.STATE_SET);
        assertThat(declared.descriptor().help()).isEqualTo("What the replica is doing");
        assertThat(declared.descriptor().level()).isEqualTo(MetricLevel.DETAILED);
        assertThat(metrics.instruments).containsKey("replica_mode{replica=\"3\"}[following, leading, syncing]");
    }

    @Test
    void declaration_wrong_isRefusedWithItsFamily() {
        FamilyBuilder<StateSet<Mode>, ?> mode =
                metrics.stateSet("replica_mode", Mode.class).with("replica", "3");
        assertThatThrownBy(() -> mode.with("replica_mode", "x"))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'replica_mode' is given twice");
        assertThatThrownBy(() -> mode.with(Labels.of("replica", "4")))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'replica' is given twice");
        assertThatThrownBy(() -> metrics.stateSet("none", None.class).create())
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("empty enum");
        assertThatThrownBy(() -> metrics.stateSet("mode_total", Mode.class).create())
                .isInstanceOf(MetricDeclarationException.class);
        assertThat(metrics.declarations).isEmpty();
    }
}
