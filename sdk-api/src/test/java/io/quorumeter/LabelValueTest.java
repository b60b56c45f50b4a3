package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class LabelValueTest {
    private enum Plain {
        TIMED_OUT,
        INVALID
    }

    private enum Named implements LabelValue {
        FIRST("1st"),
        SECOND("2nd") {
            @Override
            public String labelValue() {
                return "second, with a body";
            }
        };

        private final String text;

        Named(String text) {
            this.text = text;
        }

        @Override
        public String labelValue() {
            return text;
        }
    }

    private enum Same implements LabelValue {
        ONE,
        TWO;

        @Override
        public String labelValue() {
            return "both\n";
        }
    }

    private enum Empty {}

    @Test
    void of_aPlainConstant_isItsNameInLowerCase() {
        assertThat(LabelValue.of(Plain.TIMED_OUT)).isEqualTo("timed_out");
    }

    @Test
    void of_aPlainConstant_doesNotDependOnTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(LabelValue.of(Plain.INVALID)).isEqualTo("invalid");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void of_aNamedConstant_isItsOwn() {
        assertThat(LabelValue.of(Named.FIRST)).isEqualTo("1st");
        assertThat(LabelValue.of(Named.SECOND)).isEqualTo("second, with a body");
    }

    @Test
    void enum_withTwoConstantsOfOneValue_isRefused() {
        CounterBuilder counter = new FakeCollector().counter("votes_total");
        assertThatThrownBy(() -> counter.by("kind", Same.class))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("family 'votes_total': label 'kind': two constants of ")
                .hasMessageEndingWith("have the value 'both?'");
    }

    @Test
    void enum_withoutConstants_isRefused() {
        CounterBuilder counter = new FakeCollector().counter("votes_total");
        assertThatThrownBy(() -> counter.by("kind", Empty.class))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("family 'votes_total': label 'kind' has no values");
    }
}
