package io.seedpod.model.wire.mse;

import io.seedpod.model.wire.mse.MseOutcome.Refused.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// How far a key exchange is, as either side keeps it: the fields that come, what is to be sent,
/// the mark and the padding that are waited for, the keys, the outcome.
final class Course {
    private final Intake intake = new Intake();
    private final ArrayDeque<byte[]> out = new ArrayDeque<>();
    private MseOutcome outcome = new MseOutcome.Pending();
    private byte[] mark = {};
    private int padding;
    private @Nullable Keys keys;
    private CryptoMethod method = CryptoMethod.PLAINTEXT;

    MseOutcome outcome() {
        return outcome;
    }

    boolean isPending() {
        return outcome instanceof MseOutcome.Pending;
    }

    void send(byte[] bytes) {
        out.add(bytes);
    }

    byte @Nullable [] poll() {
        return out.poll();
    }

    /// Whether a field of so many bytes is complete; [#take] it then.
    boolean has(int count, ByteBuffer received) {
        return intake.has(count, received);
    }

    byte[] take() {
        return intake.take();
    }

    /// The field that is complete, decrypted.
    ByteBuffer takeDecrypted() {
        var field = ByteBuffer.wrap(intake.take());
        keys().incoming().apply(field);
        return field;
    }

    /// What the other side's first padding ends with.
    void awaitMark(byte[] awaited) {
        mark = awaited;
    }

    /// Whether the mark has come. Refuses when it does not come in time.
    boolean passesMark(ByteBuffer received) {
        return intake.finds(mark, received)
                || (intake.isBeyond(MseHandshake.MAX_PADDING)
                        && refuse(Reason.NO_MARK, "no end of the padding after 512 bytes"));
    }

    /// @param length bytes, at most [MseHandshake#MAX_PADDING]
    void awaitPadding(int length) {
        padding = length;
    }

    /// Whether the encrypted padding has passed.
    boolean passesPadding(ByteBuffer received) {
        return intake.passes(padding, received, keys().incoming());
    }

    void use(Keys agreed) {
        keys = agreed;
    }

    Keys keys() {
        var known = keys;
        if (known == null) {
            throw new IllegalStateException("no keys yet");
        }
        return known;
    }

    void use(CryptoMethod chosen) {
        method = chosen;
    }

    CryptoMethod method() {
        return method;
    }

    /// @param initialPayload bytes that come encrypted even if the stream is plain
    void agree(int initialPayload) {
        outcome = keys().agreed(method, initialPayload);
    }

    /// Ends the exchange; false, as nothing further is to be read.
    boolean refuse(Reason reason, String detail) {
        outcome = new MseOutcome.Refused(reason, detail);
        return false;
    }
}
