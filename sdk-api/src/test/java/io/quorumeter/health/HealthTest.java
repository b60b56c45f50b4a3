package io.quorumeter.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void health_collectsFindingsAndNumbers() {
        Health health = Health.critical("no connection")
                .suggest("is it up?")
                .with("pings", 3)
                .with("unknown", Double.NaN);
        assertThat(health.findings())
                .containsExactly(
                        new Health.Finding(HealthLevel.CRITICAL, "no connection", "no connection", "is it up?"));
        assertThat(health.details()).containsExactly(Map.entry("pings", 3.0));
        assertThat(Health.ok().findings()).isEmpty();
    }
}
