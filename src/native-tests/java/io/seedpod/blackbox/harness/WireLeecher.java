package io.seedpod.blackbox.harness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A leecher of the tests' own (BEP 3 and no extension): asks a peer for single blocks.
public final class WireLeecher implements AutoCloseable {
    private static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HANDSHAKE = 68;
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int UNCHOKE = 1;
    private static final int INTERESTED = 2;
    private static final int REQUEST = 6;
    private static final int PIECE = 7;
    private final Socket socket;
    private final DataInputStream input;
    private final DataOutputStream output;

    /// Connects to a peer of this machine and waits until it may ask.
    public WireLeecher(int port, byte[] infoHash) throws IOException {
        this(port, infoHash, 0);
    }

    /// The same.
    ///
    /// @param number in [0, 100), which tells it from others of its kind
    public WireLeecher(int port, byte[] infoHash, int number) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(Patience.millis(ANSWER));
        input = new DataInputStream(socket.getInputStream());
        output = new DataOutputStream(socket.getOutputStream());
        output.write(PROTOCOL);
        output.write(new byte[8]);
        output.write(infoHash);
        var peerId = "-XT0002-askingbloc%02d".formatted(number);
        output.write(peerId.getBytes(StandardCharsets.US_ASCII));
        output.writeInt(1);
        output.writeByte(INTERESTED);
        output.flush();
        if (input.readNBytes(HANDSHAKE).length < HANDSHAKE) {
            throw new IOException("no handshake");
        }
        await(UNCHOKE);
    }

    /// The bytes of a block.
    public byte[] block(int piece, int begin, int length) throws IOException {
        output.writeInt(13);
        output.writeByte(REQUEST);
        output.writeInt(piece);
        output.writeInt(begin);
        output.writeInt(length);
        output.flush();
        var body = await(PIECE);
        return java.util.Arrays.copyOfRange(body, 8, body.length);
    }

    /// The body of the next message of this kind; others are passed over.
    private byte[] await(int wanted) throws IOException {
        while (true) {
            var length = input.readInt();
            if (length == 0) {
                continue;
            }
            var id = input.readUnsignedByte();
            var body = input.readNBytes(length - 1);
            if (id == wanted) {
                return body;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
