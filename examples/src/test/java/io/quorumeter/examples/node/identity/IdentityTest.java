package io.quorumeter.examples.node.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest {

    private static final List<KeyPair> KEYS = ValidatorKeys.fromSeed(1, 4);
    private static final ValidatorSet VALIDATORS = ValidatorKeys.validators(KEYS);
    private static final byte[] STATEMENT = {1, 2, 3};

    private final Identity identity = new Identity(VALIDATORS, 2, KEYS.get(2).getPrivate());

    @Test
    void sign_isVerifiedForTheSignerAlone() {
        byte[] signature = identity.sign(STATEMENT);
        assertThat(VALIDATORS.verify(2, STATEMENT, signature)).isTrue();
        assertThat(VALIDATORS.verify(1, STATEMENT, signature)).isFalse();
        assertThat(VALIDATORS.verify(2, new byte[] {1, 2}, signature)).isFalse();
    }

    @Test
    void verify_anyFlippedBit_isRefused() {
        byte[] signature = identity.sign(STATEMENT);
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] forged = signature.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(VALIDATORS.verify(2, STATEMENT, forged)).as("bit " + bit).isFalse();
        }
    }

    @Test
    void verify_nonsense_isRefusedWithoutAnException() {
        assertThat(VALIDATORS.verify(2, STATEMENT, new byte[0])).isFalse();
        assertThat(VALIDATORS.verify(2, STATEMENT, new byte[64])).isFalse();
        assertThat(VALIDATORS.verify(-1, STATEMENT, new byte[64])).isFalse();
        assertThat(VALIDATORS.verify(4, STATEMENT, new byte[64])).isFalse();
    }

    @Test
    void identity_withAnothersKey_isRefused() {
        assertThatThrownBy(() -> new Identity(VALIDATORS, 1, KEYS.get(2).getPrivate()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not that of validator 1");
    }

    @Test
    void keys_asText_canBeReadBack() {
        KeyPair pair = KEYS.get(0);
        assertThat(ValidatorKeys.publicKey(ValidatorKeys.toText(pair.getPublic())))
                .isEqualTo(pair.getPublic());
        assertThat(ValidatorKeys.privateKey(ValidatorKeys.toText(pair.getPrivate())))
                .isEqualTo(pair.getPrivate());
        assertThatThrownBy(() -> ValidatorKeys.publicKey("AAAA")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ValidatorKeys.privateKey("?")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keys_ofASeed_areAlwaysTheSame_andNeverOnesOfAnother() {
        assertThat(ValidatorKeys.validators(ValidatorKeys.fromSeed(1, 4))).isEqualTo(VALIDATORS);
        assertThat(ValidatorKeys.validators(ValidatorKeys.fromSeed(2, 4)).keys())
                .doesNotContainAnyElementsOf(VALIDATORS.keys());
        assertThat(VALIDATORS.keys()).doesNotHaveDuplicates();
    }

    @Test
    void quorum_isNMinusF() {
        assertThat(VALIDATORS.quorum()).isEqualTo(3);
        assertThat(ValidatorKeys.validators(ValidatorKeys.fromSeed(1, 6)).quorum())
                .isEqualTo(5);
        assertThat(ValidatorKeys.validators(ValidatorKeys.fromSeed(1, 1)).quorum())
                .isEqualTo(1);
    }
}
