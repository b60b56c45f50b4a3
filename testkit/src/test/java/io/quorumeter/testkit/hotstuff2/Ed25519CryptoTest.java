package io.quorumeter.testkit.hotstuff2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Ed25519CryptoTest {
    private static final byte[] STATEMENT = {1, 2, 3};

    private final List<KeyPair> keys = Stream.generate(() -> Ed25519Crypto.keyPair(new SecureRandom()))
            .limit(4)
            .toList();

    @Test
    void signature_isItsSignersOverTheStatementOnly() {
        Crypto one = Ed25519Crypto.of(keys, 1);
        Signature signature = one.sign(STATEMENT);
        Crypto other = Ed25519Crypto.of(keys, 3);
        assertThat(signature.length()).isEqualTo(Ed25519Crypto.SIGNATURE_BYTES);
        assertThat(other.verify(1, STATEMENT, signature)).isTrue();
        assertThat(other.verify(2, STATEMENT, signature)).isFalse();
        assertThat(other.verify(1, new byte[] {1, 2}, signature)).isFalse();
    }

    @Test
    void whatIsNoSignature_isFalse() {
        Crypto crypto = Ed25519Crypto.of(keys, 0);
        byte[] beyondTheCurve = new byte[64];
        java.util.Arrays.fill(beyondTheCurve, (byte) 0xff);
        for (byte[] bytes : List.of(new byte[0], new byte[63], new byte[65], new byte[64], beyondTheCurve)) {
            assertThat(crypto.verify(0, STATEMENT, Signature.of(bytes))).isFalse();
        }
    }

    @Test
    void keyOfAnotherKind_isRefused() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThatIllegalStateException().isThrownBy(() -> Ed25519Crypto.sign(rsa.getPrivate(), STATEMENT));
    }

    @Test
    void simulatedNetwork_commitsWithIt() {
        SimulatedNetwork network = HotStuff2Simulation.basic(4)
                .crypto(replica -> Ed25519Crypto.of(keys, replica))
                .start();
        network.runUntilCommitted(2);
        assertThat(network.observer().isClean()).isTrue();
    }
}
