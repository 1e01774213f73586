package io.seedpod.model.wire;

import io.seedpod.model.testkit.Golden;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A sink that writes down what it was told, a block as its head and its whole payload, and that
/// insists on the order the contract promises.
final class Recorder implements WireSink {
    final List<Object> heard = new ArrayList<>();

    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private PeerMessage.Piece piece;
    private boolean refused;

    @Override
    public void message(PeerMessage message) {
        require(piece == null && !refused, "a message within a block or after a refusal");
        require(!(message instanceof PeerMessage.Piece), "a block as a message");
        heard.add(message);
    }

    @Override
    public void pieceHeader(int pieceIndex, int begin, int length) {
        require(piece == null && !refused, "a block within a block or after a refusal");
        piece = new PeerMessage.Piece(pieceIndex, begin, length);
        payload.reset();
    }

    @Override
    public void piecePayload(ByteBuffer chunk) {
        require(piece != null && !refused, "payload outside of a block");
        var bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        payload.writeBytes(bytes);
    }

    @Override
    public void pieceEnd() {
        require(piece.length() == payload.size(), "a block that is longer or shorter than said");
        heard.add(piece);
        heard.add(Golden.hex(payload.toByteArray()));
        piece = null;
    }

    @Override
    public void refused(WireRefusal why) {
        require(!refused, "two refusals");
        refused = true;
        heard.add(why.reason());
    }

    private static void require(boolean kept, String broken) {
        if (!kept) {
            throw new AssertionError(broken);
        }
    }
}
