package io.quorumeter.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.alerting.route.Silence.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SilencesTest {
    private Instant now = Instant.parse("2026-12-01T12:00:00Z");
    private final Silences silences = new Silences(() -> now);

    private Silence silence(String id, String matchers, int fromMinute, int toMinute) {
        return new Silence(
                id,
                MatcherText.parse(matchers),
                now.plus(Duration.ofMinutes(fromMinute)),
                now.plus(Duration.ofMinutes(toMinute)),
                "test",
                "planned work");
    }

    private State state(String id) {
        return silences.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .state(now);
    }

    @Test
    void edit_ofTheEndOfAnActiveOne_keepsTheId() {
        Silence active = silences.set(silence("", "a=b", 0, 10));

        Silence longer = silences.set(silence(active.id(), "a=b", 0, 60));
        assertThat(longer.id()).isEqualTo(active.id());
        assertThat(silences.all()).containsExactly(longer);
    }

    @Test
    void edit_ofMatchersOrStartOfAnActiveOne_endsItAndMakesANewOne() {
        Silence active = silences.set(silence("", "a=b", 0, 10));
        now = now.plusSeconds(60);

        Silence other = silences.set(silence(active.id(), "a=c", -1, 10));
        Silence moved = silences.set(silence(other.id(), "a=c", 5, 10));
        assertThat(other.id()).isNotEqualTo(active.id());
        assertThat(other.startsAt()).isEqualTo(now);
        assertThat(state(active.id())).isEqualTo(State.EXPIRED);
        assertThat(state(other.id())).isEqualTo(State.EXPIRED);
        assertThat(state(moved.id())).isEqualTo(State.PENDING);
    }

    @Test
    void edit_ofThePendingStart_keepsTheIdUnlessItHasPassed() {
        Silence pending = silences.set(silence("", "a=b", 10, 20));

        Silence earlier = silences.set(silence(pending.id(), "a=b", 5, 20));
        assertThat(earlier.id()).isEqualTo(pending.id());
        Silence begun = silences.set(silence(pending.id(), "a=b", -5, 20));
        assertThat(begun.id()).isNotEqualTo(pending.id());
        assertThat(state(begun.id())).isEqualTo(State.ACTIVE);
    }

    @Test
    void edit_ofAnExpiredOne_makesANewOne() {
        Silence over = silences.set(silence("", "a=b", 0, 10));
        silences.expire(over.id());
        silences.expire(over.id());

        Silence again = silences.set(silence(over.id(), "a=b", 0, 10));
        assertThat(again.id()).isNotEqualTo(over.id());
        assertThat(state(over.id())).isEqualTo(State.EXPIRED);
    }

    @Test
    void set_silenceWithoutEffectOrOnEveryAlert_isRefused() {
        assertThatThrownBy(() -> silence("", "", 0, 10)).hasMessageContaining("at least one matcher");
        assertThatThrownBy(() -> silence("", "a=\"\",b=~\".*\"", 0, 10)).hasMessageContaining("at least one matcher");
        assertThatThrownBy(() -> silence("", "a=b", 10, 5)).hasMessageContaining("must not be before the start");
        assertThatThrownBy(() -> silences.set(silence("", "a=b", -10, -5))).hasMessageContaining("lies in the past");
        assertThatThrownBy(() -> silences.set(silence("none", "a=b", 0, 10)))
                .hasMessageContaining("no silence with the id 'none'");
    }

    @Test
    void expired_silence_isListedForFiveDays() {
        silences.set(silence("", "a=b", 0, 1));
        now = now.plus(Duration.ofDays(5));
        silences.set(silence("", "a=c", 0, 1));
        assertThat(silences.all()).hasSize(2);

        now = now.plusSeconds(61);
        silences.set(silence("", "a=d", 0, 1));
        assertThat(silences.all()).hasSize(2);
    }

    @Test
    void set_oneTooMany_isRefused() {
        for (int i = 0; i < 1_000; i++) {
            silences.set(silence("", "a=b" + i, 0, 1));
        }
        assertThatThrownBy(() -> silences.set(silence("", "a=b", 0, 10))).hasMessageContaining("1,000");
    }
}
