package io.quorumeter.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ListeningTest {
    @Test
    void remedy_forAPortOfTheSystem_saysThat() throws Exception {
        InetSocketAddress low = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
        assertThat(Listening.remedy(low, "Permission denied"))
                .contains("below 1024")
                .doesNotContain("another endpoint");
        assertThat(Listening.remedy(low, "Address already in use")).contains("another endpoint");
    }
}
