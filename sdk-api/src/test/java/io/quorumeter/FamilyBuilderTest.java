package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.spi.FamilyDeclaration;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyBuilderTest {
    private final FakeCollector metrics = new FakeCollector();

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void nullInADeclaration_isNamedWithItsFamily() {
        ThrowingCallable[] declarations = {
            () -> metrics.counter(null),
            () -> metrics.timer(null),
            () -> metrics.stateSet(null, MetricLevel.class),
            () -> metrics.info(null, "Of the build", Labels.of("version", "1")),
            () -> metrics.counter("h_total").help(null),
            () -> metrics.counter("h_total").level(null),
            () -> metrics.counter("h_total").with(null, "a"),
            () -> metrics.counter("h_total").with("peer", null),
            () -> metrics.counter("h_total").with(null),
            () -> metrics.counter("h_total").causedBy((String[]) null),
            () -> metrics.counter("h_total").causedBy("a_total", null),
            () -> metrics.counter("h_total").by(null, MetricLevel.class),
            () -> metrics.counter("h_total").by("reason", (Class<MetricLevel>) null),
            () -> metrics.counter("h_total").by("validator", (ValidatorSet) null),
            () -> metrics.counter("h_total").by("peer", (PeerSet) null),
            () -> metrics.counter("h_total").by((String) null),
            () -> metrics.counter("h_total").observe(null),
            () -> metrics.gauge("h").observe(null),
            () -> metrics.gauge("h").derive(null),
            () -> metrics.gauge("h").rateOf((Counter) null, Duration.ofMinutes(1)),
            () -> metrics.gauge("h").ratioOf(null, Counter.noop()),
            () -> metrics.gauge("h").ratioOf(Counter.noop(), null, Duration.ofMinutes(1)),
            () -> metrics.gauge("h").ratioOf((BusyTime) null, Duration.ofMinutes(1)),
            () -> metrics.gauge("h").rateOf(Counter.noop(), null),
            () -> metrics.gauge("h").errorRatioOf(null, Duration.ofMinutes(1)),
            () -> metrics.histogram("h").bounds(null),
            () -> metrics.timer("h_seconds").bounds(null),
            () -> metrics.summary("h").window(null),
            () -> metrics.summary("h").quantiles(null),
            () -> metrics.stateSet("h", null),
            () -> metrics.stateSet("h", MetricLevel.class).help(null),
            () -> metrics.info("h_info", null, Labels.of("version", "1")),
            () -> metrics.info("h_info", "Of the build", null)
        };
        for (int i = 0; i < declarations.length; i++) {
            assertThatThrownBy(declarations[i])
                    .as("declaration %d", i)
                    .isInstanceOf(MetricDeclarationException.class)
                    .hasMessageContaining("is null; ")
                    .hasMessageContaining("famil");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorumeter_mine", "quorumeter_", "quorumeter_scrapes"})
    void nameOfTheSdksOwn_isRefusedToHosts(String name) {
        ThrowingCallable[] declarations = {
            () -> metrics.counter(name + "_total"),
            () -> metrics.gauge(name),
            () -> metrics.histogram(name),
            () -> metrics.timer(name + "_seconds"),
            () -> metrics.summary(name),
            () -> metrics.busyTime(name + "_seconds_total"),
            () -> metrics.stateSet(name, MetricLevel.class),
            () -> metrics.info(name + "_info", "", Labels.of("version", "1")),
            () -> Declaration.essential(name, ""),
            () -> Declaration.standard(name, ""),
            () -> Declaration.detailed(name, "")
        };
        for (ThrowingCallable declaration : declarations) {
            assertThatThrownBy(declaration)
                    .isInstanceOf(MetricDeclarationException.class)
                    .hasMessageContaining("reserved for what the SDK says about itself; call it '");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "validation_ms, validation_seconds",
        "http.server.requests, http_server_requests_seconds",
        "wait, wait_seconds"
    })
    void timer_withoutSeconds_saysWhatToWrite(String name, String instead) {
        assertThatThrownBy(() -> metrics.timer(name).create()).hasMessageEndingWith("call it '" + instead + "'");
        assertThatThrownBy(() -> metrics.busyTime(name + "_total").create())
                .hasMessageEndingWith("call it '" + instead + "_total'");
    }

    @ParameterizedTest
    @CsvSource({
        "cpu_percent, cpu_ratio, cpu_seconds",
        "size_mb, size_bytes, size_seconds",
        "size_bytes, size_bytes, size_seconds",
        "hit.ratio, hit_ratio, hit_seconds",
        "bytes, bytes, unnamed_seconds"
    })
    void timer_ofWhatIsNoTime_saysWhatMeasuresIt(String name, String other, String instead) {
        assertThatThrownBy(() -> metrics.timer(name).create())
                .hasMessageStartingWith("timer '" + name + "' must end in '_seconds', which is what it measures; ")
                .hasMessageEndingWith("declare a histogram '" + other + "', or call it '" + instead + "'");
        assertThatThrownBy(() -> metrics.busyTime(name).create())
                .hasMessageEndingWith("declare a gauge '" + other + "', or call it '" + instead + "_total'");
    }

    @Test
    void create_withEverything_declaresIt() {
        metrics.histogram("block_size_bytes")
                .help("Size of a block")
                .level(MetricLevel.DETAILED)
                .with("store", "blocks")
                .causedBy("proposals_total", "blocks_total")
                .bounds(Bounds.of(1, 2))
                .create();
        FamilyDeclaration declared = metrics.declarations.get(0);
        assertThat(declared.descriptor().name()).isEqualTo("block_size_bytes");
        assertThat(declared.descriptor().help()).isEqualTo("Size of a block");
        assertThat(declared.descriptor().type()).isEqualTo(MetricType.HISTOGRAM);
        assertThat(declared.descriptor().level()).isEqualTo(MetricLevel.DETAILED);
        assertThat(declared.descriptor().labelNames()).containsExactly("store");
        assertThat(declared.kind()).isEqualTo(FamilyDeclaration.Kind.HISTOGRAM);
        assertThat(declared.causes()).containsExactly("proposals_total", "blocks_total");
        assertThat(declared.bounds().size()).isEqualTo(2);
        assertThat(declared.scope()).isNull();
    }

    @Test
    void create_withNothingSaid_takesDefaults() {
        metrics.timer("validation_seconds").create();
        FamilyDeclaration declared = metrics.declarations.get(0);
        assertThat(declared.descriptor().help()).isEmpty();
        assertThat(declared.descriptor().level()).isEqualTo(MetricLevel.STANDARD);
        assertThat(declared.kind()).isEqualTo(FamilyDeclaration.Kind.TIMER);
        assertThat(declared.bounds().size()).isEqualTo(Bounds.processing().size());
    }

    @Test
    void bounds_ofATimer_areDeclared() {
        metrics.timer("validation_seconds").bounds(Bounds.of(3)).create();
        assertThat(metrics.declarations.get(0).bounds().get(0)).isEqualTo(3);
    }

    @Test
    void sampled_declaresTheShare() {
        metrics.timer("a_seconds").sampled(0.25).bounds(Bounds.of(1)).create();
        metrics.timer("b_seconds").sampled().create();
        metrics.timer("c_seconds").create();
        assertThat(metrics.declarations)
                .extracting(declared -> declared.options().sampling())
                .containsExactly(0.25, 0.0, 1.0);
        assertThat(metrics.declarations)
                .extracting(declared -> declared.options().boundsGiven())
                .containsExactly(true, false, false);
        for (double wrong : new double[] {0, -0.5, 1.5, Double.NaN}) {
            TimerBuilder timer = metrics.timer("d_seconds");
            assertThatThrownBy(() -> timer.sampled(wrong))
                    .isInstanceOf(MetricDeclarationException.class)
                    .hasMessageContaining("'d_seconds'")
                    .hasMessageContaining(Double.toString(wrong));
        }
    }

    @Test
    void create_again_givesTheSameInstrument() {
        Counter first =
                metrics.counter("votes_total").with("a", "1").with("b", "2").create();
        Counter second =
                metrics.counter("votes_total").with("b", "2").with("a", "1").create();
        assertThat(second).isSameAs(first);
    }

    @Test
    void with_labelsAsAnObject_addsEach() {
        Labels labels = Labels.of("b", "2", "a", "1");
        Counter counter =
                metrics.counter("votes_total").with("c", "3").with(labels).create();
        assertThat(counter).isSameAs(metrics.instruments.get("votes_total{a=\"1\",b=\"2\",c=\"3\"}"));
        assertThat(metrics.declarations.get(0).openLabels()).containsExactly("c", "a", "b");
        CounterBuilder twice = metrics.counter("votes_total").with("b", "3");
        assertThatThrownBy(() -> twice.with(labels))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessage("family 'votes_total': label 'b' is given twice");
    }

    @Test
    void busyTime_isDeclaredAsACounterOfSeconds() {
        metrics.busyTime("stage_busy_seconds_total").with("stage", "execute").create();
        FamilyDeclaration declared = metrics.declarations.get(0);
        assertThat(declared.kind()).isEqualTo(FamilyDeclaration.Kind.BUSY_TIME);
        assertThat(declared.descriptor().type()).isEqualTo(MetricType.COUNTER);
        assertThat(declared.descriptor().unit()).isEqualTo(Unit.SECONDS);
        assertThatThrownBy(() -> metrics.busyTime("stage_busy_total").create())
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'_seconds_total'");
        assertThatThrownBy(() -> metrics.busyTime("stage_busy_seconds").create())
                .isInstanceOf(MetricDeclarationException.class);
    }

    @Test
    void with_aLabelTwice_isRefusedWithItsFamily() {
        CounterBuilder counter = metrics.counter("votes_total").with("a", "1");
        assertThatThrownBy(() -> counter.with("a", "2"))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessage("family 'votes_total': label 'a' is given twice");
    }

    @Test
    void with_anIllegalLabel_isRefusedWithItsFamily() {
        CounterBuilder counter = metrics.counter("votes_total");
        assertThatThrownBy(() -> counter.with("a-b", "1"))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("family 'votes_total': label name 'a-b' is not legal");
    }

    @Test
    void create_aWrongName_isRefusedBeforeTheEngine() {
        assertThatThrownBy(() -> metrics.counter("votes").create()).isInstanceOf(MetricDeclarationException.class);
        assertThatThrownBy(() -> metrics.gauge("votes_total").create()).isInstanceOf(MetricDeclarationException.class);
        assertThatThrownBy(() -> metrics.histogram("votes_sum").create())
                .isInstanceOf(MetricDeclarationException.class);
        assertThat(metrics.declarations).isEmpty();
    }

    @Test
    void timer_withoutSeconds_isToldItsName() {
        assertThatThrownBy(() -> metrics.timer("validation_millis"))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessage("timer 'validation_millis' must end in '_seconds'; call it 'validation_seconds'");
    }

    @Test
    void observe_handsTheSupplierOver() {
        metrics.gauge("mempool_transactions").with("pool", "main").observe(() -> 7);
        metrics.counter("gc_total").observe(() -> 8L);
        assertThat(metrics.observed)
                .hasEntrySatisfying(
                        "mempool_transactions{pool=\"main\"}",
                        value -> assertThat(value.get()).isEqualTo(7));
        assertThat(metrics.observed)
                .hasEntrySatisfying("gc_total", value -> assertThat(value.get()).isEqualTo(8L));
        assertThat(metrics.declarations)
                .extracting(FamilyDeclaration::kind)
                .containsExactly(FamilyDeclaration.Kind.GAUGE, FamilyDeclaration.Kind.COUNTER);
    }

    @Test
    void info_isOneAndEssential() {
        metrics.info("build_info", "What runs here", Labels.of("version", "1", "commit", "ab12"));
        FamilyDeclaration declared = metrics.declarations.get(0);
        assertThat(declared.descriptor().type()).isEqualTo(MetricType.INFO);
        assertThat(declared.descriptor().level()).isEqualTo(MetricLevel.ESSENTIAL);
        assertThat(declared.descriptor().labelNames()).containsExactly("commit", "version");
        Gauge info = (Gauge) metrics.instruments.get("build_info{commit=\"ab12\",version=\"1\"}");
        assertThat(info).isNotNull().extracting(Gauge::longValue).isEqualTo(1L);
        assertThatThrownBy(() -> metrics.info("build", "", Labels.of())).isInstanceOf(MetricDeclarationException.class);
    }

    @Test
    void level_includesItselfAndWhatMattersMore() {
        assertThat(MetricLevel.STANDARD.includes(MetricLevel.ESSENTIAL)).isTrue();
        assertThat(MetricLevel.STANDARD.includes(MetricLevel.STANDARD)).isTrue();
        assertThat(MetricLevel.STANDARD.includes(MetricLevel.DETAILED)).isFalse();
    }

    @Test
    void with_aValueThatWouldHaveToBeChanged_isRefused() {
        String longest = "x".repeat(Labels.MAX_VALUE_LENGTH);
        metrics.counter("work_total").with("a", longest).create();
        assertThatThrownBy(() -> metrics.counter("work_total").with("a", "y".repeat(1 << 20)))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("family 'work_total': the value of label 'a' has 1048576 characters; shorten 'y")
                .message()
                .hasSizeLessThan(400);
        assertThatThrownBy(() -> metrics.stateSet("mode", MetricLevel.class).with("a", "ok\uD83D"))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("half a surrogate pair");
    }
}
