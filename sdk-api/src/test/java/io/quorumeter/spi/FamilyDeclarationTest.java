package io.quorumeter.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.Bounds;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamilyDeclarationTest {
    private static FamilyDeclaration of(String name, FamilyDeclaration.Kind kind, List<String> causes) {
        MetricDescriptor descriptor =
                new MetricDescriptor(name, "", MetricType.HISTOGRAM, MetricLevel.STANDARD, List.of());
        return new FamilyDeclaration(
                descriptor, kind, Bounds.of(1), causes, null, FamilyDeclaration.Options.NONE, List.of());
    }

    @Test
    void timer_withoutSeconds_isRefused() {
        assertThatThrownBy(() -> of("size_bytes", FamilyDeclaration.Kind.TIMER, List.of()))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("call it 'size_seconds'");
        assertThat(of("size_bytes", FamilyDeclaration.Kind.HISTOGRAM, List.of()).kind())
                .isEqualTo(FamilyDeclaration.Kind.HISTOGRAM);
        assertThat(of("sync_seconds", FamilyDeclaration.Kind.TIMER, List.of()).kind())
                .isEqualTo(FamilyDeclaration.Kind.TIMER);
    }

    @Test
    void causes_changedAfterwards_doNotReachTheDeclaration() {
        List<String> causes = new ArrayList<>(List.of("a"));
        FamilyDeclaration declaration = of("size_bytes", FamilyDeclaration.Kind.HISTOGRAM, causes);
        causes.clear();
        assertThat(declaration.causes()).containsExactly("a");
    }

    @Test
    void sampling_ofAnythingButATimer_isRefused() {
        FamilyDeclaration.Options sampled = new FamilyDeclaration.Options(false, 0.1, Duration.ZERO, List.of());
        MetricDescriptor counter =
                new MetricDescriptor("votes_total", "", MetricType.COUNTER, MetricLevel.STANDARD, List.of());
        assertThatThrownBy(() -> new FamilyDeclaration(
                        counter, FamilyDeclaration.Kind.COUNTER, Bounds.of(1), List.of(), null, sampled, List.of()))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'votes_total' cannot be sampled");
        MetricDescriptor timer =
                new MetricDescriptor("vote_seconds", "", MetricType.HISTOGRAM, MetricLevel.STANDARD, List.of());
        assertThat(new FamilyDeclaration(
                                timer, FamilyDeclaration.Kind.TIMER, Bounds.of(1), List.of(), null, sampled, List.of())
                        .options()
                        .sampling())
                .isEqualTo(0.1);
    }
}
