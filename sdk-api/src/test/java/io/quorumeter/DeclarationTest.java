package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.spi.FamilyDeclaration;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DeclarationTest {
    private enum Reason {
        FULL,
        STALE
    }

    private enum Way {
        IN,
        OUT
    }

    private static final Declaration<Counter> PROPOSED =
            Declaration.essential("proposed_total", "Blocks proposed").counter();
    private static final Declaration<By2<Reason, Way, Counter>> REJECTED = Declaration.standard(
                    "rejected_total", "Transactions rejected")
            .counter()
            .with("store")
            .by("reason", Reason.class, "way", Way.class)
            .causedBy(PROPOSED)
            .causedBy("elsewhere_total");

    private final FakeCollector metrics = new FakeCollector();

    @Test
    void row_describesItself_beforeAnyCollectorKnowsIt() {
        MetricDescriptor rejected = REJECTED.descriptor();
        assertThat(rejected.name()).isEqualTo(REJECTED.name()).isEqualTo("rejected_total");
        assertThat(rejected.help()).isEqualTo("Transactions rejected");
        assertThat(rejected.level()).isEqualTo(MetricLevel.STANDARD);
        assertThat(rejected.labelNames()).containsExactly("store", "reason", "way");
        assertThat(REJECTED.values("reason")).containsExactly("full", "stale");
        assertThat(REJECTED.values("store")).isEmpty();
        assertThat(REJECTED.causes()).containsExactly("proposed_total", "elsewhere_total");
        assertThat(metrics.declarations).isEmpty();
    }

    @Test
    void on_isWhatTheBuilderDeclares() {
        By2<Reason, Way, Counter> byRow = REJECTED.on(metrics, "blocks");
        By2<Reason, Way, Counter> byBuilder = metrics.counter("rejected_total")
                .help("Transactions rejected")
                .with("store", "blocks")
                .causedBy("proposed_total", "elsewhere_total")
                .by("reason", Reason.class, "way", Way.class);
        for (Reason reason : Reason.values()) {
            for (Way way : Way.values()) {
                assertThat(byRow.of(reason, way)).isSameAs(byBuilder.of(reason, way));
            }
        }
        assertThat(metrics.declarations).allMatch(metrics.declarations.get(0)::equals);
        assertThat(metrics.instruments).hasSize(4);
    }

    @Test
    void changing_leavesTheRowAsItWas() {
        Declaration<Timer> row = Declaration.detailed("wait_seconds", "").timer();
        row.bounds(Bounds.of(1))
                .sampled(0.5)
                .causedBy("a_total")
                .help("Other")
                .level(MetricLevel.ESSENTIAL)
                .on(metrics);
        row.on(metrics);
        FamilyDeclaration changed = metrics.declarations.get(0);
        FamilyDeclaration plain = metrics.declarations.get(1);
        assertThat(changed.bounds()).isEqualTo(Bounds.of(1));
        assertThat(changed.options().sampling()).isEqualTo(0.5);
        assertThat(changed.descriptor().level()).isEqualTo(MetricLevel.ESSENTIAL);
        assertThat(plain.options()).isEqualTo(FamilyDeclaration.Options.NONE);
        assertThat(plain.bounds()).isEqualTo(Bounds.processing());
        assertThat(plain.causes()).isEmpty();
        assertThat(plain.descriptor().level()).isEqualTo(MetricLevel.DETAILED);
    }

    @Test
    void byIndex_withAnEnum_hasASeriesForEachPair_andOther() {
        ValidatorSet validators = ValidatorSet.ofSize(2);
        Indexed<By<Way, Counter>> seen = Declaration.standard("seen_total", "")
                .counter()
                .byIndex("validator", "way", Way.class)
                .on(metrics, validators);
        assertThat(metrics.instruments).hasSize(6);
        seen.at(1).of(Way.OUT).increment();
        assertThat(seen.at(1).of(Way.OUT).value()).isEqualTo(1);
        assertThat(seen.at(7).of(Way.IN))
                .isSameAs(seen.at(-1).of(Way.IN))
                .isNotSameAs(seen.at(0).of(Way.IN));
        assertThat(metrics.declarations).allMatch(declared -> declared.scope() == validators);
    }

    @Test
    void byEnum_takesTheHostsOwn() {
        Declaration<Counter> sent =
                Declaration.standard("sent_total", "").counter().byEnum("type");
        By<Way, Counter> ways = sent.on(metrics, Way.class);
        assertThat(ways.of(Way.IN)).isNotSameAs(ways.of(Way.OUT));
        assertThat(metrics.declarations.get(0).descriptor().labelNames()).containsExactly("type");
        assertThatThrownBy(() -> sent.on(metrics)).hasMessageContaining("enum's constants: say of which");
        assertThatThrownBy(() -> PROPOSED.on(metrics, Way.class)).hasMessageContaining("byEnum");
    }

    @Test
    void whatDoesNotFit_isRefusedWithTheFamily() {
        Declaration<Counter> counter = Declaration.standard("a_total", "").counter();
        ThrowingCallable[] wrong = {
            () -> REJECTED.on(metrics),
            () -> REJECTED.on(metrics, "blocks", "more"),
            () -> REJECTED.on(metrics, ValidatorSet.ofSize(1)),
            () -> counter.byIndex("validator").on(metrics),
            () -> counter.by("reason", Reason.class).by("way", Way.class),
            () -> counter.by("reason", Reason.class).with("reason"),
            () -> counter.with("store", "store"),
            () -> counter.with("9"),
            () -> counter.bounds(Bounds.of(1)),
            () -> counter.sampled(),
            () -> counter.sampled(0.5),
            () -> counter.window(Duration.ofMinutes(1)),
            () -> counter.quantiles(0.5),
            () -> counter.operation(),
            () -> Declaration.standard("wait", "").timer(),
            () -> Declaration.standard("busy_total", "").busyTime(),
            () -> Declaration.standard("a", "").histogram().derive(metrics, () -> 1),
            () -> Declaration.standard("a", "").summary().window(Duration.ZERO),
            () -> Declaration.standard("a", "").summary().quantiles(0.9, 0.5),
        };
        for (int i = 0; i < wrong.length; i++) {
            assertThatThrownBy(wrong[i], "declaration %d", i)
                    .isInstanceOf(MetricDeclarationException.class)
                    .hasMessageMatching("(?s).*'(rejected_total|a_total|a|wait|busy_total)'.*");
        }
        assertThat(metrics.instruments).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void own_isOnlyForTheSdksNames_andPointsToTheHosts() {
        assertThat(Declaration.own("quorumeter_a_total", "").counter().name()).isEqualTo("quorumeter_a_total");
        for (String name : new String[] {"a_total", "quorumeter", null}) {
            assertThatThrownBy(() -> Declaration.own(name, ""))
                    .isInstanceOf(MetricDeclarationException.class)
                    .hasMessageContaining("'" + name + "'")
                    .hasMessageContaining("begin it with essential, standard or detailed");
        }
    }

    @Test
    void stateSet_underAnotherLabelThanItsName_isAGauge() {
        Declaration.standard("mode", "").stateSet("mode", Way.class).on(metrics);
        Declaration.standard("phase", "").stateSet("way", Way.class).on(metrics);
        assertThat(metrics.declarations)
                .extracting(declared -> declared.descriptor().type())
                .containsExactly(MetricType.STATE_SET, MetricType.GAUGE);
        assertThat(metrics.declarations)
                .extracting(declared -> declared.descriptor().labelNames())
                .containsExactly(List.of("mode"), List.of("way"));
    }
}
