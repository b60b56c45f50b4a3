package io.quorumeter.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
    @Test
    void noop_isHeardByNobody() {
        List<Object> heard = new ArrayList<>();
        EventPublisher publisher = EventPublisher.noop();
        try (EventPublisher.Subscription subscription = publisher.subscribe(Object.class, heard::add)) {
            publisher.publish("event");
            subscription.close();
        }
        publisher
                .subscribeSampled("some", Object.class, 0.5, (event, weight) -> heard.add(event))
                .close();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publisher.subscribeSampled("some", Object.class, 0, (event, weight) -> {}));
        assertThat(heard).isEmpty();
    }
}
