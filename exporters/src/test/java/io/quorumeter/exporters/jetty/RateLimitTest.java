package io.quorumeter.exporters.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.exporters.http.HttpAccess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final RateLimit rate = new RateLimit(2);

    @Test
    void client_hasTenSecondsWorth_thenItsRate() throws Exception {
        InetAddress client = InetAddress.getByName("192.0.2.1");
        assertThat(allowed(client, 100, 0)).isEqualTo(20);
        assertThat(allowed(client, 100, SECOND)).isEqualTo(2);
        assertThat(allowed(client, 100, SECOND + SECOND / 4)).isZero();
        assertThat(allowed(client, 100, SECOND + SECOND / 2)).isEqualTo(1);
        assertThat(allowed(client, 100, 3_600 * SECOND)).isEqualTo(20);
        assertThat(allowed(InetAddress.getByName("192.0.2.2"), 100, SECOND)).isEqualTo(20);
    }

    @Test
    void programsOnThisMachine_areNotLimited() throws Exception {
        assertThat(allowed(InetAddress.getByName("127.0.0.2"), 1_000, 0)).isEqualTo(1_000);
        assertThat(allowed(InetAddress.getLoopbackAddress(), 1_000, 0)).isEqualTo(1_000);
    }

    @Test
    void addresses_thatCameLongAgo_areNotRemembered() throws Exception {
        InetAddress first = InetAddress.getByName("192.0.2.1");
        allowed(first, 20, 0);
        for (int i = 0; i < 10_000; i++) {
            rate.allows(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i}), 0);
        }
        assertThat(rate.allows(first, 0)).isTrue();
    }

    @Test
    void gate_refusesMoreThanThat() {
        Gate gate = new Gate(HttpAccess.local(), new RateLimit(0.2));
        InetSocketAddress client = new InetSocketAddress("192.0.2.1", 50_000);
        InetSocketAddress local = new InetSocketAddress("192.0.2.9", 9_464);
        assertThat(gate.refusal(client, local, "192.0.2.9:9464", null)).isEmpty();
        assertThat(gate.refusal(client, local, "other", null))
                .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(403));
        assertThat(gate.refusal(client, local, "192.0.2.9:9464", null)).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(429);
            assertThat(refusal.headers()).containsKey("Retry-After");
        });
    }

    private int allowed(InetAddress client, int asked, long now) {
        int allowed = 0;
        for (int i = 0; i < asked; i++) {
            allowed += rate.allows(client, now) ? 1 : 0;
        }
        return allowed;
    }
}
