package io.quorumeter.exporters.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/openmetrics-text | true",
                "application/openmetrics-text; version=1.0.0; charset=utf-8 | true",
                "Application/OpenMetrics-Text;VERSION=\"1.0.0\" | true",
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | true",
                "text/plain;version=0.0.4,application/openmetrics-text;q=1 | true",
                "text/plain;q=0.9,application/openmetrics-text;q=0.8 | false",
                "text/*;q=0.9,application/openmetrics-text;q=0.8 | false",
                "*/*;q=0.9,application/openmetrics-text;q=0.8 | false",
                "text/plain;q=0.5,*/*;q=0.9,application/openmetrics-text;q=0.8 | true",
                "application/openmetrics-text;q=0 | false",
                "application/openmetrics-text;q=nonsense | false",
                "application/openmetrics-text;q=7 | false",
                "application/openmetrics-text;version=0.0.1 | false",
                "application/openmetrics-text-2 | false",
                "text/plain | false",
                "*/* | false",
                "application/* | false",
                ",,;;q=,; | false",
                "'' | false"
            })
    void openMetrics_isGivenToThoseWhoAskForIt(String accept, boolean expected) {
        assertThat(Negotiation.isOpenMetrics(accept)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "x-gzip | true",
                "deflate, GZIP;q=0.5 | true",
                "* | true",
                "*;q=0 | false",
                "gzip;q=0, * | false",
                "gzip;q=0 | false",
                "gzip;q=0.5, identity | false",
                "identity;q=0.5, gzip | true",
                "br | false",
                "'' | false"
            })
    void gzip_isGivenToThoseWhoAskForIt(String acceptEncoding, boolean expected) {
        assertThat(Negotiation.isGzip(acceptEncoding)).isEqualTo(expected);
    }

    @Test
    void whoAsksForNothing_getsPlainText() {
        assertThat(Negotiation.isOpenMetrics(null)).isFalse();
        assertThat(Negotiation.isGzip(null)).isFalse();
    }
}
