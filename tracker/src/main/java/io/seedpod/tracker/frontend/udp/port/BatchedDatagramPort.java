package io.seedpod.tracker.frontend.udp.port;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.frontend.udp.DatagramHandler;
import io.seedpod.tracker.frontend.udp.DatagramPort;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// A datagram port on Linux: one system call receives up to 64 datagrams, one sends their replies.
///
/// The thread sleeps in the receive, and comes back each second if nothing arrives. Per datagram
/// nothing is allocated and no memory is cleared.
final class BatchedDatagramPort implements DatagramPort {
    private static final Logger LOG = Logger.getLogger(BatchedDatagramPort.class);
    private static final int SLOTS = 64;

    // A slot: the request with one byte more, so that longer ones show; the sender as Linux tells
    // it, from which the reply takes it; the sender as handlers read it. Not a power of two: slots
    // 2,048 bytes apart would share a set of the cache.
    private static final int SLOT_LENGTH = 2_112;
    private static final int ADDRESS_AT = MAX_REQUEST_LENGTH + 1;
    private static final int SENDER_AT = ADDRESS_AT + 32;

    /// Replies lie one behind the other from here on, each where the last one ended.
    private static final int REPLIES_AT = SLOTS * SLOT_LENGTH;

    private static final int FAILURES_IN_A_ROW = 100;

    private final SocketCalls calls;
    private final BatchedSocket socket;
    private final int port;
    private final ByteBuffer memory;
    private final long address;
    private final MessageHeads requests;
    private final MessageHeads replies;
    private final Thread thread;
    private volatile DatagramHandler handler = Deaf.DEAF;
    private volatile Runnable onDeath = () -> {};
    private volatile long turnedNanos = System.nanoTime();
    private volatile boolean closing;
    private int failures;

    BatchedDatagramPort(SocketCalls calls, BatchedSocket socket) {
        this.calls = calls;
        this.socket = socket;
        port = socket.port();
        var allocated = calls.allocate(REPLIES_AT + SLOTS * MAX_REPLY_LENGTH);
        memory = allocated.buffer();
        address = allocated.address();
        requests = new MessageHeads(calls, SLOTS);
        replies = new MessageHeads(calls, SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            long at = address + (long) slot * SLOT_LENGTH;
            requests.setBytes(slot, at, MAX_REQUEST_LENGTH + 1);
            requests.setSocketAddress(slot, at + ADDRESS_AT, Family.MAX_LENGTH);
        }
        thread = Thread.ofPlatform().name("udp-" + port).daemon(true).unstarted(this::run);
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
                turnedNanos = System.nanoTime();
                int count =
                        calls.receive(
                                socket.number(), requests.address(0), SLOTS, Linux.MSG_WAITFORONE);
                if (count < 0) {
                    onFailure(-count);
                } else if (!closing) {
                    failures = 0;
                    answer(count);
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            LOG.errorf(e, "port=%d/udp the receiving thread has died", port);
            onDeath.run();
        }
    }

    /// Nothing came, or something is wrong; if so, for a moment or for good.
    private void onFailure(int errorNumber) throws InterruptedException {
        if (errorNumber == Linux.EAGAIN || errorNumber == Linux.EINTR) {
            failures = 0;
            return;
        }
        failures++;
        if (failures == FAILURES_IN_A_ROW) {
            throw new IllegalStateException("receiving fails with error " + errorNumber);
        }
        TimeUnit.MILLISECONDS.sleep(10);
    }

    private void answer(int received) {
        var handler = this.handler;
        int answered = 0;
        int replyAt = REPLIES_AT;
        for (int slot = 0; slot < received; slot++) {
            int at = slot * SLOT_LENGTH;
            int length = requests.receivedLength(slot);
            requests.setSocketAddressLength(slot, Family.MAX_LENGTH);
            if (length > MAX_REQUEST_LENGTH) {
                handler.onOversized();
                continue;
            }
            socket.family().copySender(memory, at + ADDRESS_AT, at + SENDER_AT);
            memory.clear();
            int replyLength = handler.handle(memory, at, length, at + SENDER_AT, replyAt);
            if (replyLength > 0) {
                replies.setBytes(answered, address + replyAt, replyLength);
                replies.setSocketAddress(
                        answered, address + at + ADDRESS_AT, socket.family().length);
                answered++;
                replyAt += replyLength;
            }
        }
        send(answered);
    }

    /// Sends the replies; the one at which a send stops cannot be sent, and goes missing.
    private void send(int count) {
        int next = 0;
        while (next < count) {
            int sent = calls.send(socket.number(), replies.address(next), count - next);
            if (sent > 0) {
                next += sent;
            } else {
                LOG.debugf("port=%d/udp a reply cannot be sent: error %d", port, -sent);
                next++;
            }
        }
    }

    @Override
    public void send(ByteBuffer packet, PeerEndpoint to) {
        if (!socket.send(packet, to)) {
            LOG.debugf("port=%d/udp peer=%s a late reply cannot be sent", port, to);
        }
    }

    @Override
    public boolean hasTurnedWithin(long nanos) {
        return System.nanoTime() - turnedNanos < nanos;
    }

    @Override
    public void close() {
        closing = true;
        socket.wakeUp();
        try {
            if (thread.isAlive() && !thread.equals(Thread.currentThread())) {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        // A number that is closed may soon be another file's: not while the thread uses it.
        if (!thread.isAlive()) {
            socket.close();
        }
    }
}
