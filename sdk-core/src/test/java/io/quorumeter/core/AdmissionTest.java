package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Counter;
import io.quorumeter.CustomMetric;
import io.quorumeter.Gauge;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import io.quorumeter.MetricsCollector;
import io.quorumeter.StateSet;
import io.quorumeter.snapshot.FamilySnapshot;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private enum Mode {
        LIVE,
        SYNCING
    }

    @Test
    void shownAs_isTheNewName_andEmptyForWhatIsNotKept() {
        MetricsCollector metrics = Quorumeter.collector()
                .deny("debug_*")
                .rename("work_total", "jobs_total")
                .create();
        metrics.counter("work_total").create();
        metrics.counter("votes_total").create();
        metrics.counter("debug_work_total").create();
        metrics.counter("detail_total").level(MetricLevel.DETAILED).create();
        assertThat(metrics.provider().shownAs("work_total")).contains("jobs_total");
        assertThat(metrics.provider().shownAs("votes_total")).contains("votes_total");
        assertThat(metrics.provider().shownAs("debug_work_total")).isEmpty();
        assertThat(metrics.provider().shownAs("detail_total")).isEmpty();
        assertThat(metrics.provider().shownAs("nobody_declares_this_total")).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // nulls as of a caller that is not checked
    void declaration_refused_leavesNothingBehind() {
        MetricsCollector metrics =
                Quorumeter.collector().constantLabels(Labels.of("chain", "c1")).create();
        List<ThrowingCallable> wrong = List.of(
                () -> metrics.counter("h_total").help(null).create(),
                () -> metrics.counter("h_total").with("peer", null).create(),
                () -> metrics.counter("h_total").causedBy((String) null).create(),
                () -> metrics.counter("h_total").with("chain", "c2").create(),
                () -> metrics.counter("h_total").observe(null),
                () -> metrics.gauge("h_total").create());
        for (ThrowingCallable declaration : wrong) {
            assertThatThrownBy(declaration).isInstanceOf(MetricDeclarationException.class);
        }
        assertThat(metrics.snapshot().family("h_total")).isEmpty();
        Counter right = metrics.counter("h_total")
                .help("Of the h")
                .level(MetricLevel.ESSENTIAL)
                .with("peer", "a")
                .create();
        right.increment();
        assertThat(metrics.snapshot().value("h_total", "peer", "a")).hasValue(1);
        assertThat(metrics.snapshot()
                        .family("h_total")
                        .orElseThrow()
                        .descriptor()
                        .help())
                .isEqualTo("Of the h");
    }

    @Test
    void renaming_thatGivesNullOrANameOfTheSdksOwn_isRefusedWithTheFamily() {
        MetricsCollector nothing = Quorumeter.collector()
                .rename(name -> name.startsWith("quorumeter_") ? name : null)
                .create();
        assertThatThrownBy(() -> nothing.counter("work_total").create())
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("gives null for family 'work_total'");
        nothing.incrementCounter("work_total");
        MetricsCollector own = Quorumeter.collector()
                .rename(name -> name.startsWith("quorumeter_") ? name : "quorumeter_" + name)
                .create();
        assertThatThrownBy(() -> own.counter("work_total").create())
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'work_total'")
                .hasMessageContaining("'quorumeter_work_total'")
                .hasMessageContaining("reserved");
    }

    @Test
    void deniedFamily_forgetsInEveryForm() {
        MetricsCollector metrics = Quorumeter.collector().deny("debug_*").create();
        Counter counter = metrics.counter("debug_work_total").create();
        counter.increment();
        assertThat(counter.value()).isZero();
        AtomicInteger asked = new AtomicInteger();
        metrics.gauge("debug_level").observe(asked::incrementAndGet);
        metrics.gauge("debug_share").derive(asked::incrementAndGet);
        metrics.stateSet("debug_mode", Mode.class).create().set(Mode.SYNCING);
        metrics.incrementCounter("debug_named_total", "kind", "a");
        metrics.incrementCounter("debug_named_total", Labels.of("a", "1", "b", "2", "c", "3", "d", "4"));
        metrics.timeOperation("debug_time_seconds", Labels.of(), () -> {});
        metrics.info("debug_build_info", "", Labels.of("version", "1"));
        metrics.recordCustomMetric(
                new CustomMetric("debug_custom", "", MetricType.GAUGE, Labels.of(), 1, Instant.EPOCH));
        metrics.incrementCounter("work_total");

        assertThat(names(metrics)).filteredOn(name -> name.startsWith("debug_")).isEmpty();
        assertThat(names(metrics)).contains("work_total");
        assertThat(asked).hasValue(0);
    }

    @Test
    void deniedFamily_isCheckedWhenDeclared() {
        MetricsCollector metrics = Quorumeter.collector().deny("debug_*").create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.counter("debug_work").create());
    }

    @Test
    void denied_hostileNamesAndValues_leaveNothingBehind() {
        LiveCollector metrics =
                (LiveCollector) Quorumeter.collector().deny("debug_*").create();
        int families = metrics.snapshot().families().size();
        for (int i = 0; i < 3 * Admission.MOST_REMEMBERED; i++) {
            metrics.incrementCounter("debug_" + i + "_total", "peer", "p" + i);
            metrics.incrementCounter("debug_total", "peer", "p" + i);
        }
        assertThat(metrics.admission().remembered()).isEqualTo(Admission.MOST_REMEMBERED);
        assertThat(metrics.snapshot().families()).hasSize(families);
    }

    @Test
    void deny_ofTheCollectorsOwnFamilies_isTakenToo() {
        MetricsCollector metrics = Quorumeter.collector().deny("quorumeter_*").create();
        metrics.incrementCounter("work_total");
        assertThat(names(metrics)).containsExactly("work_total");
    }

    @Test
    void deny_calledTwice_addsUp() {
        MetricsCollector metrics = Quorumeter.collector()
                .deny("quorumeter_*", "a_total")
                .deny("b_total")
                .create();
        metrics.incrementCounter("a_total");
        metrics.incrementCounter("b_total");
        metrics.incrementCounter("c_total");
        assertThat(names(metrics)).containsExactly("c_total");
    }

    @Test
    void renamedFamily_goesByItsNewNameToReadersAlone() {
        MetricsCollector metrics = Quorumeter.collector()
                .deny("quorumeter_*")
                .rename("work_total", "jobs_total")
                .rename("mode", "node_mode")
                .create();
        metrics.counter("work_total").with("kind", "a").create().increment();
        metrics.incrementCounter("work_total", "kind", "a");
        metrics.incrementCounter("work_total", "kind", "a");
        StateSet<Mode> mode = metrics.stateSet("mode", Mode.class).create();
        mode.set(Mode.SYNCING);
        assertThat(names(metrics)).containsExactly("jobs_total", "node_mode");
        assertThat(metrics.snapshot().value("jobs_total", "kind", "a")).hasValue(3);
        assertThat(metrics.snapshot().value("node_mode", "node_mode", "syncing"))
                .hasValue(1);
    }

    @Test
    void renamedFamily_calledByName_isRememberedLikeOthers() {
        LiveCollector metrics = (LiveCollector)
                Quorumeter.collector().rename("work_total", "jobs_total").create();
        Counter first = metrics.provider().named(Counter.class, "work_total", "a", "b");
        assertThat(metrics.provider().named(Counter.class, "work_total", "a", "b"))
                .isSameAs(first);
        assertThat(metrics.byName().remembers("work_total", "a", "b")).isTrue();
    }

    @Test
    void rename_byFunction_takesEveryFamilyThatNoRuleRenames() {
        MetricsCollector metrics = Quorumeter.collector()
                .rename("work_total", "jobs_total")
                .rename(name -> "acme_" + name)
                .create();
        metrics.incrementCounterBy("work_total", -1);
        metrics.gauge("level").create().set(1);
        assertThat(names(metrics)).contains("jobs_total", "acme_level", "acme_quorumeter_series");
        assertThat(metrics.snapshot()
                        .value(
                                "acme_quorumeter_invalid_observations_total",
                                "metric",
                                "jobs_total",
                                "reason",
                                "negative"))
                .hasValue(1);
    }

    @Test
    void causedBy_namesDeclaredNames_alsoOfRenamedFamilies() {
        LiveCollector metrics = (LiveCollector) Quorumeter.collector()
                .deny("quorumeter_*")
                .rename("proposed_total", "a_total")
                .rename("committed_total", "z_total")
                .create();
        metrics.counter("proposed_total").create();
        metrics.counter("committed_total").causedBy("proposed_total").create();
        List<String> order = metrics.registry().steps().stream()
                .flatMap(step -> step.families().stream())
                .map(Family::name)
                .toList();
        assertThat(order).containsExactly("z_total", "a_total");
    }

    @Test
    void rename_ofTwoToOneName_isRefusedWithBoth() {
        MetricsCollector metrics =
                Quorumeter.collector().rename("work_total", "jobs_total").create();
        metrics.counter("jobs_total").create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.counter("work_total").create())
                .withMessageContaining("'work_total'")
                .withMessageContaining("both be called 'jobs_total'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quorumeter.collector().rename("a", "c").rename("b", "c"))
                .withMessageContaining("rename");
    }

    @Test
    void rename_toANameThatCannotBe_isRefusedWithTheReason() {
        MetricsCollector metrics = Quorumeter.collector()
                .rename(name -> switch (name) {
                    case "work_total" -> "work";
                    case "size_bytes" -> "size_ratio";
                    default -> name;
                })
                .create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.counter("work_total").create())
                .withMessageContaining("'work_total' cannot be renamed to 'work'")
                .withMessageContaining("_total");
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.gauge("size_bytes").create())
                .withMessageContaining("bytes")
                .withMessageContaining("ratio");
    }

    @Test
    void constantLabel_isOnTheSnapshotAndInBothTextFormats() {
        MetricsCollector metrics = Quorumeter.collector()
                .constantLabels(Labels.of("chain", "main"))
                .create();
        metrics.incrementCounter("work_total", "kind", "a");
        assertThat(metrics.snapshot().constantLabels()).isEqualTo(Labels.of("chain", "main"));
        assertThat(metrics.snapshot().value("work_total", "kind", "a")).hasValue(1);
        PrometheusText text = new PrometheusText();
        String line = "work_total{chain=\"main\",kind=\"a\"} 1";
        assertThat(metrics.<String>read(s -> text.write(s, new TextBuffer()).toString()))
                .contains(line)
                .contains("quorumeter_series{chain=\"main\"} ");
        assertThat(metrics.<String>read(
                        s -> text.openMetrics().write(s, new TextBuffer()).toString()))
                .contains(line);
    }

    @Test
    void seriesLabel_calledAsAConstantOne_isRefused() {
        MetricsCollector metrics = Quorumeter.collector()
                .constantLabels(Labels.of("chain", "main"))
                .create();
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.gauge("level").with("chain", "test").create())
                .withMessageContaining("'level'")
                .withMessageContaining("{chain=\"main\"}");
        assertThatExceptionOfType(MetricDeclarationException.class)
                .isThrownBy(() -> metrics.stateSet("chain", Mode.class).create());
    }

    @Test
    void recordByName_thatSettingsLeaveNoPlaceFor_isForgottenAndCounted() {
        MetricsCollector metrics = Quorumeter.collector()
                .constantLabels(Labels.of("chain", "main"))
                .rename("old_total", "new_total")
                .rename(name -> name.equals("wait_seconds") ? "wait_bytes" : name)
                .create();
        Labels wide = Labels.of("chain", "x", "b", "2", "c", "3", "d", "4");
        metrics.incrementCounter("new_total");
        for (int i = 0; i < 3; i++) {
            metrics.incrementCounter("work_total", "chain", "test");
            metrics.incrementCounter("wide_total", wide);
            metrics.timeOperation("run_seconds", Labels.of("chain", "x"), () -> {});
            metrics.timeOperation("run_wide_seconds", wide, () -> {});
            metrics.incrementCounter("old_total");
            metrics.recordHistogram("wait_seconds", 7);
            for (MetricType type : List.of(MetricType.GAUGE, MetricType.INFO)) {
                Labels labels = Labels.of("chain", "test");
                metrics.recordCustomMetric(new CustomMetric(
                        type == MetricType.INFO ? "custom_info" : "custom", "", type, labels, 1, Instant.EPOCH));
            }
        }
        for (String family : List.of(
                "work_total",
                "wide_total",
                "run_seconds",
                "run_wide_seconds",
                "old_total",
                "wait_seconds",
                "custom",
                "custom_info")) {
            assertThat(metrics.snapshot()
                            .value("quorumeter_records_dropped_total", "metric", family, "reason", "settings"))
                    .as(family)
                    .hasValue(3);
            assertThat(names(metrics)).doesNotContain(family);
        }
        assertThat(metrics.snapshot().value("new_total")).hasValue(1);
    }

    @Test
    void record_whoseCountSettingsLeaveNoPlaceFor_isDropped() {
        MetricsCollector metrics = Quorumeter.collector()
                .rename(name -> name.equals("quorumeter_invalid_observations_total") ? "invalid" : name)
                .create();
        metrics.incrementCounterBy("work_total", -1);
        metrics.incrementCounterBy("work_total", 2);
        assertThat(metrics.snapshot().value("work_total")).hasValue(2);
    }

    @Test
    void level_isThatOfTheConfiguration() {
        MetricsCollector metrics =
                Quorumeter.newCollector(MetricsConfig.defaults().withMetricsLevel(MetricLevel.ESSENTIAL));
        Gauge standard = metrics.gauge("standard").create();
        standard.set(1);
        metrics.gauge("essential").level(MetricLevel.ESSENTIAL).create();
        assertThat(names(metrics)).contains("essential").doesNotContain("standard");
    }

    private static List<String> names(MetricsCollector metrics) {
        return metrics.snapshot().families().stream()
                .map(FamilySnapshot::descriptor)
                .map(descriptor -> descriptor.name())
                .toList();
    }
}
