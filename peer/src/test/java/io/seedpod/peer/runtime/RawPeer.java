package io.seedpod.peer.runtime;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.WireEncoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// A peer made of a blocking socket and whatever bytes a test likes.
final class RawPeer implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) TestPeer.PATIENCE.toMillis());
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static RawPeer dial(TestPeer peer) throws IOException {
        return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), peer.runtime().port()));
    }

    static RawPeer accepted(Socket socket) throws IOException {
        return new RawPeer(socket);
    }

    static byte[] handshake(InfoHash infoHash, Reserved reserved) {
        return new Handshake(infoHash, PeerId.ours(new SplittableRandom()), reserved).encode();
    }

    RawPeer send(byte[]... parts) throws IOException {
        for (var part : parts) {
            out.write(part);
        }
        out.flush();
        return this;
    }

    RawPeer send(PeerMessage message) throws IOException {
        return send(WireEncoder.encode(message));
    }

    Handshake readHandshake() throws IOException {
        return Handshake.decode(ByteBuffer.wrap(in.readNBytes(Handshake.LENGTH))).orElseThrow();
    }

    /// The id of the next frame and its body; keep-alives are skipped.
    Frame readFrame() throws IOException {
        int length = in.readInt();
        while (length == 0) {
            length = in.readInt();
        }
        int id = in.readByte();
        return new Frame(id, ByteBuffer.wrap(in.readNBytes(length - 1)));
    }

    /// Reads frames until one has the id.
    Frame readFrame(int id) throws IOException {
        var frame = readFrame();
        while (frame.id() != id) {
            frame = readFrame();
        }
        return frame;
    }

    /// Reads until the other side has said that it has every piece: at once, or one by one when it
    /// has looked at its files. Only then may it be asked.
    void readPieces(int pieceCount) throws IOException {
        int told = 0;
        while (told < pieceCount) {
            told +=
                    switch (readFrame().id()) {
                        case 4 -> 1;
                        case 5, 14 -> pieceCount;
                        default -> 0;
                    };
        }
    }

    /// Reads until the other side closes; how many bytes came before that.
    long readToEnd() throws IOException {
        long count = 0;
        try {
            while (in.read() >= 0) {
                count++;
            }
        } catch (SocketException _) {
            // reset: closed as well
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Frame(int id, ByteBuffer body) {}
}
