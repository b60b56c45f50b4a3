package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.testkit.byzantine.Misbehaviour;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ByzantineRolesTest {

    @Test
    void parse_readsRoles() throws Exception {
        ByzantineRoles roles = ByzantineRoles.parse(List.of("equivocate:3", "double-vote:1"), 4);
        assertThat(roles.kinds()).hasSize(2).containsEntry(3, Misbehaviour.EQUIVOCATE);
        assertThat(roles.word(1)).isEqualTo("double-vote");
        assertThat(roles.word(0)).isEqualTo(ByzantineRoles.HONEST);
        assertThat(roles.behaviour(0)).isEmpty();
        assertThat(roles.behaviour(3)).isPresent();
        assertThat(ByzantineRoles.behaviourOf(ByzantineRoles.HONEST)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyMisbehaviour_canBeAskedFor(Misbehaviour kind) throws Exception {
        String word = new ByzantineRoles(Map.of(0, kind)).word(0);
        assertThat(ByzantineRoles.parse(List.of(word + ":0"), 4).kinds()).containsEntry(0, kind);
        assertThat(ByzantineRoles.behaviourOf(word)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            equivocate:4 | there is no replica 4, they are numbered 0 to 3
            equivocate | 'equivocate' is no role; write WHAT:REPLICA
            liar:3 | 'liar' is none of the kinds, which are equivocate
            equivocate:three | write WHAT:REPLICA, where WHAT is one of equivocate
            silent:1,flood:1 | replica 1 has a role already
            """)
    void parse_whatCannotBe_isRefusedInOneLine(String text, String expected) {
        assertThatThrownBy(() -> ByzantineRoles.parse(List.of(text.split(",")), 4))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("--byzantine")
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }
}
