package io.seedpod.peer.net.tracker;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.udp.UdpExchange;
import io.seedpod.model.tracker.udp.UdpOutput;
import io.seedpod.model.tracker.udp.UdpQuestion;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.model.tracker.udp.UdpSchedule;
import io.seedpod.peer.net.tracker.TrackerException.Kind;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One question on its way to the addresses of one tracker. Touched on the asker's context alone.
final class UdpAsking {
    /// How long an address is waited for before the next is asked as well.
    private static final long NEXT_ADDRESS_MILLIS = 300;

    private static final int MAX_RESOLVING_MILLIS = 30_000;

    private final UdpAsker asker;
    private final TrackerAddress tracker;
    private final UdpQuestion question;
    private final UdpSchedule schedule;
    private final UniEmitter<? super UdpResponse> emitter;
    private final Queue<InetAddress> waiting = new ArrayDeque<>();
    private final List<Line> open = new ArrayList<>();

    private boolean over;
    private boolean connected;
    private long resolving;

    UdpAsking(
            UdpAsker asker,
            TrackerAddress tracker,
            UdpQuestion question,
            UdpSchedule schedule,
            UniEmitter<? super UdpResponse> emitter) {
        this.asker = asker;
        this.tracker = tracker;
        this.question = question;
        this.schedule = schedule;
        this.emitter = emitter;
    }

    void start() {
        long patienceMillis = TimeUnit.NANOSECONDS.toMillis(schedule.patienceNanos());
        resolving =
                asker.vertx()
                        .setTimer(
                                Math.clamp(patienceMillis, 1, MAX_RESOLVING_MILLIS),
                                _ -> fail(UdpAsker.unknownHost(tracker)));
        asker.resolver()
                .resolve(tracker.host())
                .onFailure(_ -> fail(UdpAsker.unknownHost(tracker)))
                .onSuccess(
                        addresses -> {
                            asker.vertx().cancelTimer(resolving);
                            waiting.addAll(addresses);
                            openNext();
                        });
    }

    /// Stops all that is under way; also when the asker's customer went away.
    void end() {
        over = true;
        asker.vertx().cancelTimer(resolving);
        List.copyOf(open).forEach(Line::close);
    }

    private void openNext() {
        var address = waiting.poll();
        if (over || address == null) {
            return;
        }
        var line = new Line(address);
        open.add(line);
        line.drain();
        if (!waiting.isEmpty()) {
            asker.vertx().setTimer(NEXT_ADDRESS_MILLIS, _ -> openNext());
        }
    }

    private void fail(TrackerException why) {
        if (!over) {
            end();
            emitter.fail(why);
        }
    }

    private void onAnswer(UdpResponse response) {
        if (!over) {
            end();
            emitter.complete(response);
        }
    }

    private void onGaveUp(Line line, boolean answeredConnect) {
        line.close();
        connected |= answeredConnect;
        if (open.isEmpty() && waiting.isEmpty()) {
            fail(
                    connected
                            ? new TrackerException(
                                    Kind.NOT_A_TRACKER,
                                    "tracker " + tracker + " does not answer this question by UDP")
                            : new TrackerException(
                                    Kind.UNREACHABLE, "no answer from tracker " + tracker));
        }
    }

    /// The exchange with one address.
    private final class Line {
        private final InetAddress address;
        private final PeerEndpoint endpoint;
        private final UdpPort port;
        private final UdpExchange exchange;
        private final Consumer<ByteBuffer> listener = this::onDatagram;
        private long timer;

        Line(InetAddress address) {
            this.address = address;
            this.endpoint = PeerEndpoint.of(address.getAddress(), tracker.port());
            this.port = asker.port(address);
            this.exchange =
                    new UdpExchange(
                            question,
                            address instanceof Inet6Address,
                            schedule,
                            port.session(endpoint),
                            asker.random(),
                            System.nanoTime());
            port.listen(endpoint, listener);
        }

        private void onDatagram(ByteBuffer datagram) {
            exchange.onDatagram(datagram, System.nanoTime());
            drain();
        }

        void drain() {
            for (var output = exchange.poll(); output != null; output = exchange.poll()) {
                switch (output) {
                    case UdpOutput.Send(byte[] datagram) ->
                            port.send(datagram, address, tracker.port());
                    case UdpOutput.Answered(UdpResponse response) -> onAnswer(response);
                    case UdpOutput.GaveUp(boolean answeredConnect) ->
                            onGaveUp(this, answeredConnect);
                }
            }
            asker.vertx().cancelTimer(timer);
            if (!exchange.isOver() && !over) {
                long nanos = exchange.deadlineNanos() - System.nanoTime();
                timer =
                        asker.vertx()
                                .setTimer(
                                        Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1),
                                        _ -> {
                                            exchange.onTick(System.nanoTime());
                                            drain();
                                        });
            }
        }

        void close() {
            asker.vertx().cancelTimer(timer);
            port.forget(endpoint, listener);
            open.remove(this);
        }
    }
}
