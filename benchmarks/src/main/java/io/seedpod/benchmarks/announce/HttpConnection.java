package io.seedpod.benchmarks.announce;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// A client that announces over HTTP, one announce at a time, on one connection if the tracker
/// keeps it open and on one for each announce if not.
final class HttpConnection implements AutoCloseable {
    private static final int LONGEST_RESPONSE = 8_192;

    private final Selector selector;
    private final InetSocketAddress tracker;
    private final InetAddress own;
    private final Population population;
    private final Replies checked;
    private final ByteBuffer request = ByteBuffer.allocateDirect(1_024);
    private final ByteBuffer response = ByteBuffer.allocateDirect(LONGEST_RESPONSE);
    private SocketChannel channel;
    private boolean keeps = true;
    private boolean used;
    private boolean awaiting;
    private int asker;
    private long dueNanos;
    private long connections = 1;

    HttpConnection(Selector selector, int ownAddress, int port, Population population)
            throws IOException {
        this.selector = selector;
        this.population = population;
        own = address(ownAddress);
        tracker = new InetSocketAddress(address(0x7f000001), port);
        checked = new Replies(population);
        channel = connect();
    }

    private static InetAddress address(int address) throws IOException {
        return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(address).array());
    }

    private SocketChannel connect() throws IOException {
        var made = SocketChannel.open();
        made.bind(new InetSocketAddress(own, 0));
        made.connect(tracker);
        made.configureBlocking(false);
        made.register(selector, SelectionKey.OP_READ, this);
        used = false;
        return made;
    }

    Replies checked() {
        return checked;
    }

    /// How many connections it has had.
    long connections() {
        return connections;
    }

    /// Announces for the next peer.
    void send() throws IOException {
        dueNanos = System.nanoTime();
        asker = population.next();
        if (!keeps && used) {
            reconnect();
        }
        write();
    }

    private void reconnect() throws IOException {
        channel.close();
        channel = connect();
        connections++;
    }

    private void write() throws IOException {
        request.clear();
        put("GET /announce?info_hash=");
        for (int word = 0; word < 5; word++) {
            putEscaped(Population.hashWord(population.swarm(asker), word));
        }
        put("&peer_id=-TR3000-%012d".formatted(asker));
        put("&port=" + population.port(asker));
        put("&uploaded=0&downloaded=0&left=" + population.left(asker));
        put("&numwant=" + Population.WANTED + "&key=" + Integer.toHexString(asker));
        put("&compact=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: load\r\n\r\n");
        request.flip();
        response.clear();
        used = true;
        awaiting = true;
        try {
            channel.write(request);
        } catch (IOException _) {
            // Closed by the tracker: the next read tells.
            return;
        }
        if (request.hasRemaining()) {
            throw new IOException("a request does not fit the socket");
        }
    }

    private void put(String text) {
        request.put(text.getBytes(US_ASCII));
    }

    private void putEscaped(int word) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            request.put((byte) '%');
            request.put((byte) Character.forDigit(word >>> (shift + 4) & 15, 16));
            request.put((byte) Character.forDigit(word >>> shift & 15, 16));
        }
    }

    /// Takes what has come.
    ///
    /// @return whether that completes the reply
    boolean receive() throws IOException {
        int count;
        try {
            count = channel.read(response);
        } catch (IOException _) {
            // Reset by a tracker that had already closed it.
            count = -1;
        }
        if (count < 0 && !awaiting) {
            keeps = false;
            channel.close();
            return false;
        }
        if (count < 0) {
            if (!keeps || response.position() > 0) {
                throw new IOException("the tracker hangs up within a reply");
            }
            // It closes after each reply: what was asked goes again, on a new connection.
            keeps = false;
            reconnect();
            write();
            return false;
        }
        return isWhole();
    }

    private boolean isWhole() throws IOException {
        int head = find("\r\n\r\n", 0);
        if (head < 0) {
            return false;
        }
        int lengthAt = Math.max(find("Content-Length: ", 0), find("content-length: ", 0));
        if (find("HTTP/1.1 200", 0) != 0 || lengthAt < 0) {
            throw new IOException("wrong response: " + text());
        }
        int end = head + 4 + number(lengthAt + 16);
        if (response.position() < end) {
            return false;
        }
        int peersAt = find("5:peers", head);
        if (response.position() > end || peersAt < 0 || find("8:interval", head) < 0) {
            throw new IOException("wrong reply: " + text());
        }
        int from = peersAt + 7;
        int bytes = number(from);
        int at = from + Integer.toString(bytes).length() + 1;
        awaiting = false;
        checked.check(response, at, bytes, asker, System.nanoTime() - dueNanos);
        return true;
    }

    /// The decimal number that stands there.
    private int number(int at) {
        int number = 0;
        for (int i = at; response.get(i) >= '0' && response.get(i) <= '9'; i++) {
            number = 10 * number + response.get(i) - '0';
        }
        return number;
    }

    private int find(String text, int from) {
        for (int at = from; at + text.length() <= response.position(); at++) {
            int same = 0;
            while (same < text.length() && response.get(at + same) == text.charAt(same)) {
                same++;
            }
            if (same == text.length()) {
                return at;
            }
        }
        return -1;
    }

    private String text() {
        var bytes = new byte[response.position()];
        response.get(0, bytes);
        return new String(bytes, US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
