package io.seedpod.model.tracker.udp;

import io.seedpod.model.tracker.udp.UdpOutput.Answered;
import io.seedpod.model.tracker.udp.UdpOutput.GaveUp;
import io.seedpod.model.tracker.udp.UdpOutput.Send;
import io.seedpod.model.tracker.udp.UdpRequest.Announce;
import io.seedpod.model.tracker.udp.UdpRequest.Connect;
import io.seedpod.model.tracker.udp.UdpRequest.LookUpName;
import io.seedpod.model.tracker.udp.UdpRequest.PublishName;
import io.seedpod.model.tracker.udp.UdpRequest.Scrape;
import io.seedpod.model.tracker.udp.UdpResponse.Announced;
import io.seedpod.model.tracker.udp.UdpResponse.Connected;
import io.seedpod.model.tracker.udp.UdpResponse.Failed;
import io.seedpod.model.tracker.udp.UdpResponse.NameReply;
import io.seedpod.model.tracker.udp.UdpResponse.Scraped;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One question to one UDP tracker, from the client's side (BEP 15): connect if need be, ask, ask
/// again while no answer comes, give up.
///
/// Feed it datagrams and ticks, drain [#poll] after each, and wake it at [#deadlineNanos]. A
/// repeated question keeps its transaction id, so a late answer to an earlier copy counts. An id
/// that expires on the way is fetched anew.
public final class UdpExchange {
    /// Unanswered questions with an id from an earlier exchange before we doubt the id: the tracker
    /// may have been started anew.
    private static final int TRUST_IN_OLD_ID = 2;

    private final UdpQuestion question;
    private final boolean ipv6;
    private final UdpSchedule schedule;
    private final UdpSession session;
    private final long giveUpNanos;
    private final Queue<UdpOutput> outputs = new ArrayDeque<>();
    private final int connectTransaction;
    private final RandomGenerator random;

    private int askTransaction;
    /// Whether what was sent last asked for a connection id.
    private boolean connecting;

    private boolean connected;
    private boolean over;
    private int attempt;
    private long wakeNanos;

    /// @param ipv6 the family of the tracker's address
    /// @param session what is shared with other exchanges with this address
    public UdpExchange(
            UdpQuestion question,
            boolean ipv6,
            UdpSchedule schedule,
            UdpSession session,
            RandomGenerator random,
            long nowNanos) {
        this.question = question;
        this.ipv6 = ipv6;
        this.schedule = schedule;
        this.session = session;
        this.giveUpNanos = saturatedSum(nowNanos, schedule.patienceNanos());
        this.random = random;
        this.connectTransaction = random.nextInt();
        this.askTransaction = newAskTransaction();
        transmit(nowNanos);
    }

    /// What to do next, null when there is nothing.
    public @Nullable UdpOutput poll() {
        return outputs.poll();
    }

    /// When to call [#onTick]; `Long.MAX_VALUE` once the exchange is over.
    public long deadlineNanos() {
        return over ? Long.MAX_VALUE : wakeNanos;
    }

    public boolean isOver() {
        return over;
    }

    /// Whether the tracker answered anything yet.
    public boolean isConnected() {
        return connected;
    }

    public void onTick(long nowNanos) {
        if (over || nowNanos < wakeNanos) {
            return;
        }
        if (nowNanos >= giveUpNanos || schedule.isLast(attempt)) {
            end(new GaveUp(connected));
            return;
        }
        attempt++;
        if (!connected && attempt >= TRUST_IN_OLD_ID) {
            session.forget();
        }
        transmit(nowNanos);
    }

    /// Takes a datagram from the tracker's address; one that is no answer to us changes nothing.
    public void onDatagram(ByteBuffer datagram, long nowNanos) {
        if (over) {
            return;
        }
        var response = UdpResponseCodec.decode(datagram, ipv6).orElse(null);
        if (response == null) {
            return;
        }
        if (response.transactionId() == connectTransaction) {
            onConnectAnswer(response, nowNanos);
        } else if (response.transactionId() == askTransaction) {
            onAnswer(response, nowNanos);
        }
    }

    private void onConnectAnswer(UdpResponse response, long nowNanos) {
        if (response instanceof Connected(_, long connectionId)) {
            boolean first = !connected;
            connected = true;
            // Another exchange may have got an id for all meanwhile; the question is still ours.
            if (connecting) {
                session.remember(connectionId, nowNanos);
                attempt = first ? 0 : attempt;
                transmit(nowNanos);
            }
        } else if (response instanceof Failed) {
            end(new Answered(response));
        }
    }

    private void onAnswer(UdpResponse response, long nowNanos) {
        if (response instanceof Failed && !connected) {
            // Perhaps only the old id displeased: once more with a new one, and deaf to what the
            // tracker says to other copies of this question.
            session.forget();
            connected = true;
            askTransaction = newAskTransaction();
            transmit(nowNanos);
        } else if (response instanceof Failed || answers(response)) {
            end(new Answered(response));
        }
    }

    private boolean answers(UdpResponse response) {
        return switch (question.ask(0, askTransaction)) {
            case Connect _ -> false;
            case Announce _ -> response instanceof Announced;
            case Scrape _ -> response instanceof Scraped;
            case LookUpName _ -> response instanceof NameReply reply && !reply.published();
            case PublishName _ -> response instanceof NameReply reply && reply.published();
        };
    }

    private void transmit(long nowNanos) {
        var connectionId = session.connectionId(nowNanos);
        var request =
                connectionId.isPresent()
                        ? question.ask(connectionId.getAsLong(), askTransaction)
                        : new Connect(connectTransaction);
        connecting = connectionId.isEmpty();
        outputs.add(new Send(UdpRequestCodec.encode(request)));
        wakeNanos = Math.min(saturatedSum(nowNanos, schedule.waitNanos(attempt)), giveUpNanos);
    }

    private int newAskTransaction() {
        int transaction = random.nextInt();
        return transaction == connectTransaction ? ~transaction : transaction;
    }

    private void end(UdpOutput last) {
        over = true;
        outputs.add(last);
    }

    private static long saturatedSum(long now, long span) {
        return now > Long.MAX_VALUE - span ? Long.MAX_VALUE : now + span;
    }
}
