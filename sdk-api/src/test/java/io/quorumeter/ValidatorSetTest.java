package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorSetTest {
    @Test
    void ofSize_namesByIndex() {
        ValidatorSet set = ValidatorSet.ofSize(3);
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.name(0)).isEqualTo("0");
        assertThat(set.name(2)).isEqualTo("2");
    }

    @Test
    void ofSize_notPositive_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValidatorSet.ofSize(0))
                .withMessageContaining("not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> ValidatorSet.ofSize(-1));
    }

    @Test
    void of_keepsNamesApartFromTheList() {
        List<String> names = new ArrayList<>(List.of("ab12", "cd34"));
        ValidatorSet set = ValidatorSet.of(names);
        names.set(0, "changed");
        assertThat(set.name(0)).isEqualTo("ab12");
    }

    @Test
    void of_emptyOrTwice_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ValidatorSet.of(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValidatorSet.of(List.of("a\n", "b", "a\n")))
                .withMessage("validator 'a?' is in the set twice");
    }

    @Test
    void of_namesEqualOnceCut_isRefused() {
        String shared = "x".repeat(Labels.MAX_VALUE_LENGTH);
        assertThatIllegalArgumentException().isThrownBy(() -> ValidatorSet.of(List.of(shared + "1", shared + "2")));
    }

    @Test
    void of_aValidatorCalledOther_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValidatorSet.of(List.of("a", "other")))
                .withMessageContaining("no validator can be called 'other'");
    }

    @Test
    void close_endsTheEpoch() {
        ValidatorSet set = ValidatorSet.ofSize(1);
        assertThat(set.isClosed()).isFalse();
        set.close();
        set.close();
        assertThat(set.isClosed()).isTrue();
    }

    @Test
    void identities_haveShortForms_whichLabelsShow() {
        ValidatorId id = ValidatorId.of(new byte[] {1, 2, 3, 4, 5, 6, (byte) 0xff});
        assertThat(id.key()).isEqualTo("010203040506ff");
        assertThat(id.shortForm()).isEqualTo("010203040506");
        assertThat(new ValidatorId("v1").shortForm()).isEqualTo("v1");
        assertThat(ValidatorSet.ofKeys(List.of(id.key(), "b")).name(0)).isEqualTo(id.shortForm());
    }

    @Test
    void keys_nameTheirValidatorsByTheirBeginning_whereThatTellsThemApart() {
        assertThat(ValidatorSet.ofKeys(List.of("0123456789abcdef", "b")).name(0))
                .isEqualTo("0123456789ab");
        assertThat(ValidatorSet.ofKeys(List.of("0123456789abcdef", "0123456789abcdee"))
                        .name(1))
                .isEqualTo("1");
        assertThat(ValidatorSet.ofKeys(List.of("other", "b")).name(0)).isEqualTo("0");
        assertThat(ValidatorSet.ofKeys(List.of("", "b")).name(1)).isEqualTo("1");
        assertThatIllegalArgumentException().isThrownBy(() -> ValidatorSet.ofKeys(List.of()));
    }

    @Test
    void keys_thatTwoValidatorsShare_orOneLacks_areRefusedWithTheirIndices() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValidatorSet.ofKeys(List.of("a", "b\n", "c", "b\n")))
                .withMessage("keys: validators 1 and 3 have the same key 'b?'");
        assertThat(ValidatorSet.ofKeys(List.of("", "", "a")).keys()).containsExactly("", "", "a");
        assertThatNullPointerException()
                .isThrownBy(() -> ValidatorSet.ofKeys(Arrays.asList("a", null)))
                .withMessage("keys: that of validator 1");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,3", "4,3", "5,4", "6,5", "7,5", "10,7", "100,67", "1000,667"})
    void quorum_ofEqualPowers_isAllButTheFaulty(int size, long quorum) {
        ValidatorSet set = ValidatorSet.ofSize(size);
        assertThat(set.quorumPower()).isEqualTo(quorum);
        assertThat(set.totalPower()).isEqualTo(size);
        assertThat(set.power(0)).isEqualTo(1);
        assertThat(set.ownIndex()).isEqualTo(-1);
        assertThat(set.keys()).isEmpty();
    }

    @Test
    void powers_decideTheQuorum_andAreCopied() {
        long[] powers = {10, 20, 30, 40};
        ValidatorSet set = ValidatorSet.ofSize(4).quorumPower(1).powers(powers);
        powers[2] = 99;
        assertThat(set.power(2)).isEqualTo(30);
        assertThat(set.totalPower()).isEqualTo(100);
        assertThat(set.quorumPower()).isEqualTo(100 - 33);
        assertThat(ValidatorSet.ofSize(2).powers(Long.MAX_VALUE - 1, 1).totalPower())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void powers_thatDoNotFit_areRefused() {
        ValidatorSet two = ValidatorSet.ofSize(2);
        for (long[] wrong : new long[][] {{1, 0}, {1, -1}, {1, Long.MIN_VALUE}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> two.powers(wrong))
                    .withMessageContaining("validator 1 has " + wrong[1]);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.powers(Long.MAX_VALUE, 1))
                .withMessageContaining("sum");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.powers(1, 1, 1))
                .withMessage("powers: 3 given for 2 validators");
        assertThatIllegalArgumentException().isThrownBy(two::powers);
    }

    @Test
    void index_outsideTheSet_hasNoPower() {
        ValidatorSet set = ValidatorSet.ofSize(3).powers(5, 6, 7);
        for (int outside : new int[] {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(set.contains(outside)).isFalse();
            assertThat(set.power(outside)).isZero();
        }
        assertThat(set.contains(2)).isTrue();
    }

    @Test
    void ownIndex_outsideTheSet_isRefused() {
        ValidatorSet set = ValidatorSet.ofSize(4).ownIndex(3);
        assertThat(set.ownIndex()).isEqualTo(3);
        assertThat(set.ownIndex(-1).ownIndex()).isEqualTo(-1);
        for (int outside : new int[] {-2, 4, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> set.ownIndex(outside))
                    .withMessage("ownIndex: " + outside + " is not in a set of 4 validators (-1 for none)");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 4, Long.MAX_VALUE})
    void quorumPower_thatNoSetCanHave_isRefused(long power) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValidatorSet.ofSize(3).quorumPower(power))
                .withMessageContaining("quorumPower: " + power)
                .withMessageContaining("1 to 3");
    }

    @Test
    void description_keepsWhatWasSaidBefore_andOpensAScopeOfItsOwn() {
        ValidatorSet set = ValidatorSet.ofKeys(List.of("a", "b", "c"))
                .powers(1, 2, 3)
                .quorumPower(6)
                .ownIndex(1);
        set.close();
        ValidatorSet copy = set.copy();
        assertThat(copy.isClosed()).isFalse();
        assertThat(copy).isNotEqualTo(set);
        assertThat(copy.isSameAs(set)).isTrue();
        assertThat(copy.name(2)).isEqualTo("c");
        assertThat(copy.quorumPower()).isEqualTo(6);
        assertThat(copy.powers(1, 2, 4).ownIndex()).isEqualTo(1);
        copy.close();
        assertThat(set.copy().isClosed()).isFalse();
    }

    @Test
    void set_thatDiffersInOneRespect_isNotTheSame() {
        ValidatorSet set = ValidatorSet.of(List.of("a", "b")).powers(2, 1);
        ValidatorSet keyed = ValidatorSet.ofKeys(List.of("a", "b")).powers(2, 1);
        assertThat(List.of(
                        keyed,
                        ValidatorSet.of(List.of("a", "c")).powers(2, 1),
                        set.powers(1, 2),
                        set.quorumPower(2),
                        set.ownIndex(0)))
                .noneMatch(set::isSameAs);
        assertThat(keyed.isSameAs(ValidatorSet.ofKeys(List.of("a", "c")).powers(2, 1)))
                .isFalse();
        assertThat(set.isSameAs(ValidatorSet.of(List.of("a", "b")).powers(2, 1)))
                .isTrue();
    }

    @Test
    void indicesInAnotherSet_goByKey_orByIndexWhereOneHasNone() {
        ValidatorSet set = ValidatorSet.ofKeys(List.of("a", "b", "c"));
        assertThat(set.indicesIn(ValidatorSet.ofKeys(List.of("c", "x", "a", "y"))))
                .containsExactly(2, -1, 0);
        assertThat(set.indicesIn(ValidatorSet.ofSize(2))).containsExactly(0, 1, -1);
        assertThat(ValidatorSet.of(List.of("c", "b")).indicesIn(set)).containsExactly(0, 1);
    }
}
