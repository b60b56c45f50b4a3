package io.quorumeter.examples.node.transport;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.examples.node.identity.Identity;
import io.quorumeter.examples.node.identity.ValidatorKeys;
import io.quorumeter.examples.node.identity.ValidatorSet;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandshakeTest {

    private static final List<KeyPair> KEYS = ValidatorKeys.fromSeed(1, 3);
    private static final ValidatorSet VALIDATORS = ValidatorKeys.validators(KEYS);

    private static Identity identity(int index) {
        return new Identity(VALIDATORS, index, KEYS.get(index).getPrivate());
    }

    private static DiallerHandshake dialler(int index, int target, int nonce) {
        return new DiallerHandshake(VALIDATORS, identity(index), target, nonce(nonce));
    }

    private static ListenerHandshake listener(int index, int nonce) {
        return new ListenerHandshake(identity(index), nonce(nonce));
    }

    private static byte[] nonce(int value) {
        byte[] nonce = new byte[Handshake.NONCE_BYTES];
        nonce[0] = (byte) value;
        return nonce;
    }

    private static @Nullable Frame pass(@Nullable Frame frame, Handshake to) throws HandshakeException {
        Frame given = requireNonNull(frame);
        return to.next(given.kind(), given.view().position(Frame.HEADER_BYTES));
    }

    private static void assertRefused(Frame frame, Handshake by, FailureReason reason) {
        assertThatThrownBy(() -> pass(frame, by))
                .asInstanceOf(InstanceOfAssertFactories.type(HandshakeException.class))
                .extracting(HandshakeException::reason)
                .isEqualTo(reason);
        assertThat(by.peer()).isNull();
    }

    @Test
    void handshake_ofTwoValidators_showsEachTheOther() throws Exception {
        DiallerHandshake dialler = dialler(0, 1, 1);
        ListenerHandshake listener = listener(1, 2);
        Frame proof = pass(pass(dialler.opening(), listener), dialler);
        assertThat(listener.peer()).isNull();
        assertThat(dialler.peer()).isNull();
        assertThat(pass(pass(proof, listener), dialler)).isNull();
        assertThat(listener.peer()).isEqualTo(Peer.validator(0));
        assertThat(dialler.peer()).isEqualTo(Peer.validator(1));
    }

    @Test
    void handshake_ofAClient_provesTheListenerOnly() throws Exception {
        DiallerHandshake dialler = new DiallerHandshake(VALIDATORS, null, 2, nonce(1));
        ListenerHandshake listener = listener(2, 2);
        pass(pass(pass(pass(dialler.opening(), listener), dialler), listener), dialler);
        assertThat(listener.peer()).isEqualTo(Peer.CLIENT);
        assertThat(dialler.peer()).isEqualTo(Peer.validator(2));
    }

    @Test
    void frames_ofAHandshake_areWithinTheLimit() throws Exception {
        DiallerHandshake dialler = dialler(0, 1, 1);
        Frame challenge = pass(dialler.opening(), listener(1, 2));
        assertThat(dialler.opening().bytes()).isLessThanOrEqualTo(Handshake.MAX_FRAME_BYTES);
        assertThat(requireNonNull(challenge).bytes()).isLessThanOrEqualTo(Handshake.MAX_FRAME_BYTES);
    }

    @Test
    void listener_provenByAnotherKey_refuses() throws Exception {
        Identity impostor = identity(2);
        DiallerHandshake dialler = dialler(0, 1, 1);
        ListenerHandshake listener = listener(1, 2);
        pass(dialler.opening(), listener);
        byte[] forged = impostor.sign(new byte[] {1});
        assertRefused(Frame.of(FrameKind.PROOF, forged), listener, FailureReason.AUTHENTICATION);
    }

    @Test
    void listener_proofOfAnotherConnection_refuses() throws Exception {
        DiallerHandshake dialler = dialler(0, 1, 1);
        Frame recorded = pass(pass(dialler.opening(), listener(1, 2)), dialler);
        ListenerHandshake later = listener(1, 3);
        pass(dialler(0, 1, 1).opening(), later);
        assertRefused(requireNonNull(recorded), later, FailureReason.AUTHENTICATION);
    }

    @Test
    void listener_helloForAnother_ofAnother_orFromItself_refuses() {
        assertRefused(dialler(0, 2, 1).opening(), listener(1, 2), FailureReason.HANDSHAKE);
        assertRefused(dialler(1, 1, 1).opening(), listener(1, 2), FailureReason.AUTHENTICATION);
        ValidatorSet others = ValidatorKeys.validators(ValidatorKeys.fromSeed(2, 3));
        assertRefused(
                new DiallerHandshake(others, null, 1, nonce(1)).opening(), listener(1, 2), FailureReason.HANDSHAKE);
        assertRefused(
                new Hello(VALIDATORS.networkId(), Role.VALIDATOR, 3, 1, nonce(1)).frame(),
                listener(1, 2),
                FailureReason.AUTHENTICATION);
        assertRefused(
                new Hello(VALIDATORS.networkId(), Role.CLIENT, 0, 1, nonce(1)).frame(),
                listener(1, 2),
                FailureReason.AUTHENTICATION);
    }

    @Test
    void listener_anythingButAHello_refuses() {
        assertRefused(Frame.of(FrameKind.VOTE, new byte[77]), listener(1, 2), FailureReason.HANDSHAKE);
        assertRefused(Frame.of(FrameKind.HELLO, new byte[77]), listener(1, 2), FailureReason.HANDSHAKE);
        assertRefused(Frame.of(FrameKind.HELLO, new byte[3]), listener(1, 2), FailureReason.HANDSHAKE);
    }

    @Test
    void dialler_answeredByAnotherValidator_refuses() throws Exception {
        DiallerHandshake dialler = dialler(0, 1, 1);
        byte[] signature = identity(2).sign(new byte[] {1});
        byte[] challenge = ByteBuffer.allocate(Handshake.NONCE_BYTES + signature.length)
                .put(nonce(2))
                .put(signature)
                .array();
        assertRefused(Frame.of(FrameKind.CHALLENGE, challenge), dialler, FailureReason.AUTHENTICATION);
    }

    @Test
    void dialler_anythingButTheNextStep_refuses() throws Exception {
        assertRefused(Frame.of(FrameKind.WELCOME, new byte[0]), dialler(0, 1, 1), FailureReason.HANDSHAKE);
        assertRefused(dialler(1, 0, 1).opening(), dialler(0, 1, 1), FailureReason.HANDSHAKE);
        DiallerHandshake dialler = dialler(0, 1, 1);
        pass(pass(dialler.opening(), listener(1, 2)), dialler(0, 1, 1));
        pass(pass(dialler.opening(), listener(1, 2)), dialler);
        assertRefused(Frame.of(FrameKind.VOTE, new byte[0]), dialler, FailureReason.HANDSHAKE);
    }
}
