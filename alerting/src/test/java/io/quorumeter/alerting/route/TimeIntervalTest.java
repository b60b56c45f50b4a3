package io.quorumeter.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.file.FileValue;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeIntervalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 2026-12-01T00:00:00Z | true",
                "{times: []} | 2026-12-01T00:00:00Z | false",
                "{times: [{start_time: '09:00', end_time: '17:00'}]} | 2026-12-01T08:59:59Z | false",
                "{times: [{start_time: '09:00', end_time: '17:00'}]} | 2026-12-01T09:00:00Z | true",
                "{times: [{start_time: '09:00', end_time: '17:00'}]} | 2026-12-01T16:59:59Z | true",
                "{times: [{start_time: '09:00', end_time: '17:00'}]} | 2026-12-01T17:00:00Z | false",
                "{times: [{start_time: '23:00', end_time: '24:00'}]} | 2026-12-01T23:59:59Z | true",
                "{weekdays: [sunday]} | 2026-11-29T12:00:00Z | true",
                "{weekdays: ['monday:Saturday']} | 2026-11-29T12:00:00Z | false",
                "{weekdays: ['monday:Saturday']} | 2026-11-28T12:00:00Z | true",
                "{days_of_month: [-1]} | 2026-02-28T12:00:00Z | true",
                "{days_of_month: [-1]} | 2028-02-28T12:00:00Z | false",
                "{days_of_month: ['30:31']} | 2026-02-28T12:00:00Z | false",
                "{days_of_month: ['5:-10']} | 2026-06-21T12:00:00Z | true",
                "{days_of_month: ['5:-10']} | 2026-06-22T12:00:00Z | false",
                "{months: ['january:march', 12]} | 2026-12-01T12:00:00Z | true",
                "{months: ['january:march', 12]} | 2026-04-01T12:00:00Z | false",
                "{years: ['2020:2025']} | 2026-01-01T00:00:00Z | false",
                "{years: ['2020:2025'], location: America/New_York} | 2026-01-01T00:00:00Z | true",
                // Berlin is an hour before UTC in winter, two in summer
                "{times: [{start_time: '09:00', end_time: '17:00'}], location: Europe/Berlin} | 2026-12-01T08:00:00Z | true",
                "{times: [{start_time: '09:00', end_time: '17:00'}], location: Europe/Berlin} | 2026-07-01T15:00:00Z | false",
                "{weekdays: [monday], months: [february]} | 2026-02-03T12:00:00Z | false",
            })
    void contains_aMoment_asTheIntervalSays(String interval, Instant moment, boolean expected) {
        assertThat(TimeInterval.read(FileValue.read("a.yml", interval)).contains(moment))
                .isEqualTo(expected);
    }
}
