package io.seedpod.tracker.frontend.udp.port;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.frontend.udp.DatagramHandler;
import io.seedpod.tracker.frontend.udp.DatagramPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// A datagram port on any system, by NIO: wait, receive what is there up to 64, answer, send.
final class NioDatagramPort implements DatagramPort {
    private static final Logger LOG = Logger.getLogger(NioDatagramPort.class);
    private static final int SLOTS = 64;

    /// Not a power of two: slots 2,048 apart would share a cache set.
    private static final int REQUEST_STRIDE = 2_112;

    private static final int SENDER_AT = MAX_REQUEST_LENGTH + 1;
    private static final int REPLY_STRIDE = 1_472;
    private static final int REPLIES_AT = SLOTS * REQUEST_STRIDE;

    /// A burst of announces must wait somewhere while a batch is answered. The system may give
    /// less.
    private static final int RECEIVE_BUFFER = 4 << 20;

    private static final long WAIT_MILLIS = 500;
    private static final long MAPPED_V4 = 0xffffL;

    private final DatagramChannel channel;
    private final Selector selector;
    private final int port;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(REPLIES_AT + SLOTS * REPLY_STRIDE);
    private final SocketAddress[] senders = new SocketAddress[SLOTS];
    private final int[] lengths = new int[SLOTS];
    private final Thread thread;
    private volatile DatagramHandler handler;
    private volatile Runnable onDeath = () -> {};
    private volatile long turnedNanos = System.nanoTime();
    private volatile boolean closing;

    private NioDatagramPort(DatagramChannel channel, DatagramHandler handler) throws IOException {
        this.channel = channel;
        this.handler = handler;
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        thread = Thread.ofPlatform().name("udp-" + port).daemon(true).unstarted(this::run);
    }

    /// Binds a socket, to both families if the address is a wildcard.
    ///
    /// @throws java.net.BindException if the port is taken
    static NioDatagramPort bind(InetSocketAddress address) throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(address);
            return new NioDatagramPort(channel, Deaf.DEAF);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start(DatagramHandler handler, Runnable onDeath) {
        this.handler = handler;
        this.onDeath = onDeath;
        turnedNanos = System.nanoTime();
        thread.start();
    }

    private void run() {
        try {
            while (!closing) {
                selector.select(WAIT_MILLIS);
                selector.selectedKeys().clear();
                int count;
                do {
                    turnedNanos = System.nanoTime();
                    count = receive();
                    answer(count);
                } while (count == SLOTS && !closing);
            }
        } catch (ClosedChannelException e) {
            if (!closing) {
                die(e);
            }
        } catch (IOException | RuntimeException | Error e) {
            die(e);
        }
    }

    private void die(Throwable why) {
        LOG.errorf(why, "port=%d/udp the receiving thread has died", port);
        onDeath.run();
    }

    /// Receives what is there, slot by slot; a datagram that is too long leaves its slot free.
    private int receive() throws IOException {
        int count = 0;
        while (count < SLOTS) {
            int at = count * REQUEST_STRIDE;
            memory.limit(at + MAX_REQUEST_LENGTH + 1).position(at);
            SocketAddress sender = channel.receive(memory);
            if (sender == null) {
                return count;
            }
            int length = memory.position() - at;
            if (length > MAX_REQUEST_LENGTH) {
                handler.onOversized();
                continue;
            }
            senders[count] = sender;
            lengths[count] = length;
            count++;
        }
        return count;
    }

    private void answer(int count) throws ClosedChannelException {
        for (int slot = 0; slot < count; slot++) {
            int at = slot * REQUEST_STRIDE;
            memory.clear();
            writeSender((InetSocketAddress) senders[slot], at + SENDER_AT);
            lengths[slot] =
                    handler.handle(memory, at, lengths[slot], at + SENDER_AT, replyAt(slot));
        }
        for (int slot = 0; slot < count; slot++) {
            if (lengths[slot] > 0) {
                memory.limit(replyAt(slot) + lengths[slot]).position(replyAt(slot));
                send(memory, senders[slot]);
            }
        }
    }

    private static int replyAt(int slot) {
        return REPLIES_AT + slot * REPLY_STRIDE;
    }

    private void writeSender(InetSocketAddress sender, int at) {
        byte[] address = sender.getAddress().getAddress();
        if (address.length == 4) {
            memory.putLong(at, 0).putInt(at + 8, (int) MAPPED_V4).put(at + 12, address);
        } else {
            memory.put(at, address);
        }
        memory.putShort(at + 16, (short) sender.getPort());
    }

    @Override
    public void send(ByteBuffer packet, PeerEndpoint to) {
        try {
            send(
                    packet,
                    new InetSocketAddress(InetAddress.getByAddress(to.addressBytes()), to.port()));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("address of a wrong length: " + to, e);
        } catch (ClosedChannelException _) {
            LOG.debugf("port=%d/udp closed before a late reply", port);
        }
    }

    private void send(ByteBuffer packet, SocketAddress to) throws ClosedChannelException {
        try {
            channel.send(packet, to);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            // No route, or an address nobody can be sent to, such as port 0: that one goes
            // without.
            LOG.debugf("port=%d/udp peer=%s reply cannot be sent: %s", port, to, e);
        }
    }

    @Override
    public boolean hasTurnedWithin(long nanos) {
        return System.nanoTime() - turnedNanos < nanos;
    }

    @Override
    public void close() {
        closing = true;
        try {
            selector.wakeup();
            if (thread.isAlive() && !thread.equals(Thread.currentThread())) {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            }
            selector.close();
            channel.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
