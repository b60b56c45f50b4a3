package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.testkit.hotstuff2.Message;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final Message MESSAGE = new Message.Fetch(1, new BlockId(1, 2, 3, 4), 5);

    @Test
    void message_beyondTheBytesThatMayWait_isRefusedUntilOneIsTaken() throws Exception {
        Inbox inbox = new Inbox(10, 100);
        assertThat(inbox.offer(MESSAGE, 60, 0)).isTrue();
        assertThat(inbox.offer(MESSAGE, 41, 0)).isFalse();
        assertThat(inbox.offer(MESSAGE, 40, 0)).isTrue();
        assertThat(inbox.offer(MESSAGE, 1, 0)).isFalse();
        assertThat(inbox.poll(0)).isEqualTo(new Inbox.Arrival(MESSAGE, 60, 0));
        assertThat(inbox.offer(MESSAGE, 60, 0)).isTrue();
        assertThat(inbox.size()).isEqualTo(2);
    }

    @Test
    void message_thatIsLargerThanTheInbox_isTakenWhenNoOtherWaits() throws Exception {
        Inbox inbox = new Inbox(10, 100);
        assertThat(inbox.offer(MESSAGE, 1_000, 0)).isTrue();
        assertThat(inbox.offer(MESSAGE, 1, 0)).isFalse();
        assertThat(inbox.poll(0)).isNotNull();
        assertThat(inbox.offer(MESSAGE, 1, 0)).isTrue();
    }

    @Test
    void message_beyondTheNumberThatMayWait_isRefusedAndTakesNoBytes() throws Exception {
        Inbox inbox = new Inbox(1, 100);
        assertThat(inbox.offer(MESSAGE, 50, 0)).isTrue();
        assertThat(inbox.offer(MESSAGE, 50, 0)).isFalse();
        assertThat(inbox.poll(0)).isNotNull();
        assertThat(inbox.offer(MESSAGE, 100, 0)).isTrue();
        inbox.wakeUp();
        assertThat(inbox.size()).isEqualTo(1);
    }

    @Test
    void wakeUp_bringsNoMessage() throws Exception {
        Inbox inbox = new Inbox(1, 100);
        inbox.wakeUp();
        assertThat(inbox.poll(0)).isEqualTo(new Inbox.Arrival(null, 0, 0));
        assertThat(inbox.poll(0)).isNull();
    }
}
