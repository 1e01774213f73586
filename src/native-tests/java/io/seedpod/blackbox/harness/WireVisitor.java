package io.seedpod.blackbox.harness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A leecher of the tests' own (BEP 3 and 10) that tells a peer of its interest and notes what it
/// is told: whether it is served, what the other offers, whether it was hung up on.
public final class WireVisitor implements AutoCloseable {
    private static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HANDSHAKE = 68;
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final AtomicLong COUNTER = new AtomicLong(System.nanoTime());
    private static final int BLOCK = 16_384;
    private static final int CHOKE = 0;
    private static final int UNCHOKE = 1;
    private static final int INTERESTED = 2;
    private static final int REQUEST = 6;
    private static final int PIECE = 7;
    private static final int EXTENDED = 20;
    private final Socket socket;
    private final DataInputStream input;
    private final DataOutputStream output;
    private volatile boolean greeted;
    private volatile boolean served;
    private volatile boolean wasLeftOut;
    private volatile boolean closed;
    private volatile String offer = "";
    private final AtomicLong received = new AtomicLong();
    private final boolean busy;

    /// Connects to a peer of this machine.
    ///
    /// @param busy asks for the first block again and again while it is served; otherwise for
    ///     nothing
    public WireVisitor(int port, byte[] infoHash, boolean busy) {
        this.busy = busy;
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(Patience.millis(SILENCE));
            input = new DataInputStream(socket.getInputStream());
            output = new DataOutputStream(socket.getOutputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        try {
            output.write(greeting(infoHash));
        } catch (IOException _) {
            // Who is full hangs up at once; reading finds that, too.
        }
        Thread.ofVirtual().name("wire-visitor").start(this::read);
    }

    private static byte[] greeting(byte[] infoHash) {
        String id = "-XT0003-%012x".formatted(COUNTER.incrementAndGet() & 0xffffffffffffL);
        return ByteBuffer.allocate(HANDSHAKE + 5)
                .put(PROTOCOL)
                .put(new byte[] {0, 0, 0, 0, 0, 0x10, 0, 0})
                .put(infoHash)
                .put(id.getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .put((byte) INTERESTED)
                .array();
    }

    /// It may ask now.
    public boolean isServed() {
        return served;
    }

    /// It was served and then no more.
    public boolean wasLeftOut() {
        return wasLeftOut;
    }

    /// The other side ended the connection.
    public boolean isClosed() {
        return closed;
    }

    /// The other side said something after its handshake.
    public boolean isGreeted() {
        return greeted;
    }

    /// The other side's extension handshake as it came, bencoded; empty before.
    public String offer() {
        return offer;
    }

    /// Bytes of blocks that came.
    public long received() {
        return received.get();
    }

    private void read() {
        try {
            if (input.readNBytes(HANDSHAKE).length < HANDSHAKE) {
                throw new IOException("no handshake");
            }
            while (true) {
                int length = input.readInt();
                if (length > 0) {
                    take(input.readUnsignedByte(), input.readNBytes(length - 1));
                }
            }
        } catch (IOException | InterruptedException ended) {
            closed = true;
            served = false;
        }
    }

    private void take(int id, byte[] body) throws IOException, InterruptedException {
        greeted = true;
        switch (id) {
            case CHOKE -> {
                wasLeftOut = wasLeftOut || served;
                served = false;
            }
            case UNCHOKE -> {
                served = true;
                ask();
            }
            case PIECE -> {
                received.addAndGet(body.length - 8);
                Thread.sleep(2);
                ask();
            }
            case EXTENDED -> {
                if (body[0] == 0) {
                    offer = new String(body, 1, body.length - 1, StandardCharsets.ISO_8859_1);
                }
            }
            default -> {}
        }
    }

    private void ask() throws IOException {
        if (busy && served) {
            output.writeInt(13);
            output.writeByte(REQUEST);
            output.writeInt(0);
            output.writeInt(0);
            output.writeInt(BLOCK);
            output.flush();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
