package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
