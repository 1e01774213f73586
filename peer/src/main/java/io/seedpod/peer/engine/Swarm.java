package io.seedpod.peer.engine;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.connection.PeerConnection;
import io.seedpod.peer.engine.peers.Candidate;
import io.seedpod.peer.engine.peers.PeerPool;
import io.seedpod.peer.engine.picker.PeerPieces;
import io.seedpod.peer.engine.talk.BanReason;
import io.seedpod.peer.engine.talk.ConnectionLimits;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentSetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Who is connected, who is being dialled, who is not let in.
final class Swarm {
    private static final long LOOK_NANOS = 5_000_000_000L;
    private static final long PUT_OFF_NANOS = 1_000_000_000L;

    private static final Comparator<Link> BY_USE =
            Comparator.comparing((Link link) -> link.peer.amInterested)
                    .thenComparingLong(link -> link.downloaded);

    /// How things were when we last looked for somebody to dial.
    private record Look(int links, int dials, long poolVersion, boolean seeding) {
        static final Look NONE = new Look(-1, -1, -1, false);

        static Look of(Swarm swarm, boolean seeding) {
            return new Look(swarm.links.size(), swarm.dials.size(), swarm.pool.version(), seeding);
        }

        boolean isNow(Swarm swarm, boolean seedingNow) {
            return links == swarm.links.size()
                    && dials == swarm.dials.size()
                    && poolVersion == swarm.pool.version()
                    && seeding == seedingNow;
        }
    }

    /// Is told when a web seed sent wrong content.
    interface Culprits {
        void guilty(int connection, String detail, long nowNanos);
    }

    /// Is told when a link goes, before it is gone.
    interface Leaving {
        void leaving(Link link, long nowNanos);
    }

    private final TorrentSetup setup;
    private final ConnectionLimits limits;
    private final Outbox out;
    private final Leaving leaving;
    private Culprits webSeeds = (_, _, _) -> {};
    private final PeerPool pool;
    private final List<Link> links = new ArrayList<>();
    private final Map<Integer, Link> byNumber = new HashMap<>();
    private final Dials dials;
    private final Doorman doorman;
    private final Map<CloseReason, Long> parted = new EnumMap<>(CloseReason.class);
    private @Nullable Link lastFound;
    private long nextLookNanos;
    private long nextDialNanos = Long.MAX_VALUE;
    private Look lastLook = Look.NONE;

    /// The process had no place for another connection: nobody is dialled before this.
    private long noPlaceUntilNanos = Long.MIN_VALUE;

    Swarm(TorrentSetup setup, Outbox out, Leaving leaving, RandomGenerator random, long nowNanos) {
        this.setup = setup;
        this.doorman = new Doorman(setup.peerId());
        this.limits = setup.options().connections();
        this.out = out;
        this.leaving = leaving;
        this.pool = new PeerPool(limits.maxKnownPeers(), random);
        if (setup.info().map(InfoDict::privateTorrent).orElse(false)) {
            pool.keepTrackersOnly();
        }
        this.dials = new Dials(limits.connectTimeoutNanos(), nowNanos);
        this.nextLookNanos = nowNanos + LOOK_NANOS;
    }

    /// Who hears of web seeds that are to blame.
    void tellOfWebSeeds(Culprits heard) {
        webSeeds = heard;
    }

    /// Everybody connected. Do not close links while walking over it; use [#snapshot].
    List<Link> links() {
        return links;
    }

    List<Link> snapshot() {
        return List.copyOf(links);
    }

    /// Events come in bursts of one connection, so the last one is asked first.
    @Nullable Link find(int connection) {
        Link last = lastFound;
        if (last != null && last.number() == connection) {
            return last;
        }
        lastFound = byNumber.get(connection);
        return lastFound;
    }

    int knownPeers() {
        return pool.size();
    }

    /// Peers that are not let in again, by what they did.
    Map<BanReason, Integer> bannedPeers() {
        return doorman.banned();
    }

    /// How many connections we ended, or gave up dialling, and why.
    Map<CloseReason, Long> parted() {
        return Map.copyOf(parted);
    }

    /// How many more peers we could use.
    int wanted(boolean seeding) {
        return Math.max(
                0,
                limits.maxConnections()
                        - links.size()
                        - dials.size()
                        - pool.promisingCount(seeding));
    }

    /// The process has no place for another connection.
    boolean isPutOff(long nowNanos) {
        return nowNanos < noPlaceUntilNanos;
    }

    /// Nobody is connected or about to be.
    boolean isLonely() {
        return links.isEmpty() && dials.size() == 0;
    }

    void found(List<PeerEndpoint> peers, PeerSource source, boolean isPrivate, long nowNanos) {
        if (isPrivate && source != PeerSource.TRACKER) {
            return;
        }
        for (PeerEndpoint peer : peers) {
            if (source == PeerSource.EXCHANGE) {
                pool.heard(peer, false, nowNanos);
            } else {
                pool.found(peer, source == PeerSource.TRACKER, nowNanos);
            }
        }
    }

    /// Another peer named this one (BEP 11). Says whether it is news.
    boolean heard(PeerEndpoint peer, boolean seeder, long nowNanos) {
        return pool.heard(peer, seeder, nowNanos);
    }

    /// What each peer has, of those who said it.
    List<PeerPieces> pieces() {
        var pieces = new ArrayList<PeerPieces>();
        for (Link link : links()) {
            if (link.pieces != null) {
                pieces.add(link.pieces);
            }
        }
        return pieces;
    }

    /// The user wants this peer: it is dialled as soon as there is room.
    void call(PeerEndpoint peer, long nowNanos) {
        doorman.admit(peer);
        pool.call(peer, nowNanos);
    }

    /// We want something again: whom we parted with may have it.
    void lookAround(long nowNanos) {
        pool.hurry(nowNanos);
    }

    /// The user does not want this peer, until it is called.
    void part(PeerEndpoint peer, long nowNanos) {
        for (Link link : snapshot()) {
            Candidate candidate = link.candidate;
            if (link.peer.remote().equals(peer)
                    || (candidate != null && candidate.endpoint().equals(peer))) {
                doorman.part(peer, link.peer.peerId());
                close(link, CloseReason.UNWANTED, nowNanos);
            }
        }
        pool.part(peer);
    }

    /// The metadata says the torrent is private: part with everybody a tracker did not name.
    void keepTrackersOnly(long nowNanos) {
        pool.keepTrackersOnly();
        for (var dial : dials.takeIf(it -> !it.candidate().fromTracker())) {
            refuse(dial.connection(), CloseReason.NOT_FROM_TRACKER);
        }
        for (Link link : snapshot()) {
            Candidate candidate = link.candidate;
            if (!link.peer.incoming() && candidate != null && !candidate.fromTracker()) {
                close(link, CloseReason.NOT_FROM_TRACKER, nowNanos);
            }
        }
    }

    /// Another tracker is used: parts with everybody, and forgets whom the one before named.
    void beginAnew(long nowNanos) {
        closeAll(CloseReason.OTHER_TRACKER, nowNanos);
        pool.forgetAll();
    }

    /// Dials whoever may be dialled now. Asked after nearly every event, so it looks at all that
    /// are known only if there is something new to find.
    void dial(boolean seeding, long nowNanos) {
        if (nowNanos >= nextDialNanos || !lastLook.isNow(this, seeding)) {
            dialNow(seeding, nowNanos);
            lastLook = Look.of(this, seeding);
        }
    }

    private void dialNow(boolean seeding, long nowNanos) {
        nextDialNanos = Long.MAX_VALUE;
        if (isPutOff(nowNanos)) {
            nextDialNanos = noPlaceUntilNanos;
            return;
        }
        while (dials.size() < limits.maxHalfOpen()
                && links.size() + dials.size() < limits.maxConnections()) {
            int room = limits.maxConnections() - links.size() - dials.size();
            if (!dials.mayBeMore(links, nowNanos)) {
                nextDialNanos = dials.mayBeMoreNanos(nowNanos);
                return;
            }
            Candidate candidate = pool.next(seeding, room, nowNanos);
            if (candidate == null) {
                nextDialNanos = pool.deadlineNanos(seeding);
                return;
            }
            int connection = dials.begin(candidate, nowNanos);
            out.add(new TorrentEffect.Connect(connection, candidate.endpoint()));
        }
    }

    /// Nobody is dialled until [#dial] is called again, and no time is kept for it.
    void dialNobody() {
        nextDialNanos = Long.MAX_VALUE;
    }

    /// The process has no place now: everybody waits a second, nobody is the worse for it.
    void putOff(int connection, long nowNanos) {
        Candidate candidate = dials.take(connection);
        if (candidate != null) {
            pool.putOff(candidate);
            noPlaceUntilNanos = nowNanos + PUT_OFF_NANOS;
        }
    }

    /// Both handshakes are exchanged. Returns the new link, null when it was turned away.
    @Nullable Link connected(TorrentEvent.PeerConnected event, boolean full, long nowNanos) {
        Candidate candidate = null;
        if (!event.incoming()) {
            candidate = dials.take(event.connection());
            if (candidate == null) {
                refuse(event.connection(), CloseReason.CONNECT_TIMEOUT);
                return null;
            }
        }
        CloseReason objection = doorman.objection(event.handshake().peerId());
        if (objection == null && pool.isExcluded(event.remote())) {
            objection = CloseReason.BANNED;
        } else if (objection == null && (full || !hasRoomFor(event.remote(), nowNanos))) {
            objection = CloseReason.FULL;
        }
        Link twin = objection == null ? findPeer(event.handshake().peerId()) : null;
        if (twin != null) {
            if (doorman.keepsOld(twin.peer, event.incoming(), nowNanos)) {
                objection = CloseReason.DOUBLE;
            } else {
                close(twin, CloseReason.DOUBLE, nowNanos);
            }
        }
        if (objection != null) {
            turnAway(event, candidate, objection, nowNanos);
            return null;
        }
        if (candidate != null) {
            pool.connected(candidate.endpoint(), candidate.fromTracker(), nowNanos);
        }
        return add(event, candidate, nowNanos);
    }

    /// When full, the idle connection that matters least makes room for one that matters more
    /// (BEP 40). What moves data is never given up.
    private boolean hasRoomFor(PeerEndpoint newcomer, long nowNanos) {
        if (links.size() < limits.maxConnections()) {
            return true;
        }
        Link least = null;
        for (Link link : links) {
            if (link.isIdle(nowNanos)
                    && (least == null
                            || Integer.compareUnsigned(priority(link), priority(least)) < 0)) {
                least = link;
            }
        }
        if (least == null
                || Integer.compareUnsigned(pool.priority(newcomer), priority(least)) <= 0) {
            return false;
        }
        close(least, CloseReason.DISPLACED, nowNanos);
        return true;
    }

    private int priority(Link link) {
        return pool.priority(
                link.candidate == null ? link.peer.remote() : link.candidate.endpoint());
    }

    /// A peer we dialled told us the address it sees us at.
    void seenAt(byte[] address) {
        pool.weAre(PeerEndpoint.of(address, setup.listenPort()));
    }

    /// A tracker told us the address it sees us at (BEP 24).
    void trackerSeesUsAt(PeerEndpoint address) {
        pool.weMayBe(PeerEndpoint.of(address.addressBytes(), setup.listenPort()));
    }

    private Link add(
            TorrentEvent.PeerConnected event, @Nullable Candidate candidate, long nowNanos) {
        PeerConnection peer =
                new PeerConnection(
                        event.connection(),
                        event.remote(),
                        event.handshake(),
                        event.incoming(),
                        nowNanos);
        Link link = new Link(peer, setup.options().transfer(), nowNanos);
        link.candidate = candidate;
        links.add(link);
        byNumber.put(link.number(), link);
        doorman.remember(link);
        return link;
    }

    private void turnAway(
            TorrentEvent.PeerConnected event,
            @Nullable Candidate candidate,
            CloseReason reason,
            long nowNanos) {
        if (candidate != null) {
            switch (reason) {
                case SELF, BANNED -> pool.exclude(candidate.endpoint());
                default -> pool.distrust(candidate, nowNanos);
            }
        }
        refuse(event.connection(), reason);
    }

    private @Nullable Link findPeer(PeerId peerId) {
        for (Link link : links) {
            if (link.peer.peerId().equals(peerId)) {
                return link;
            }
        }
        return null;
    }

    /// An incoming peer told where it listens: it need not be dialled, and can be found again.
    void listensAt(Link link, int port, long nowNanos) {
        if (link.peer.incoming() && link.candidate == null) {
            PeerEndpoint remote = link.peer.remote();
            PeerEndpoint endpoint = PeerEndpoint.of(remote.addressBytes(), port);
            if (!pool.isBusy(endpoint)) {
                link.candidate = pool.connected(endpoint, false, nowNanos);
                doorman.remember(link);
            }
        }
    }

    /// Peers that may help are wanted: everybody known is dialled soon; if nobody else can be
    /// connected, whoever was of least use leaves.
    void freshen(long nowNanos) {
        pool.hurry(nowNanos);
        if (links.size() < limits.maxConnections()) {
            return;
        }
        Link useless = null;
        for (Link link : links) {
            boolean settled = nowNanos - link.sinceNanos >= limits.connectTimeoutNanos();
            if (settled && (useless == null || BY_USE.compare(link, useless) < 0)) {
                useless = link;
            }
        }
        if (useless != null) {
            close(useless, CloseReason.USELESS, nowNanos);
        }
    }

    /// Other torrents want places that we have: who is of least use leaves, those first who move
    /// nothing.
    void makeRoom(int count, long nowNanos) {
        links.stream()
                .sorted(
                        Comparator.comparing((Link link) -> !link.isIdle(nowNanos))
                                .thenComparing(BY_USE))
                .limit(Math.max(0, count))
                .toList()
                .forEach(link -> close(link, CloseReason.SHARED_OUT, nowNanos));
    }

    /// The connection is gone without our doing.
    void closed(int connection, long nowNanos) {
        Link link = find(connection);
        if (link != null) {
            remove(link, false, nowNanos);
            return;
        }
        Candidate candidate = dials.take(connection);
        if (candidate != null) {
            pool.failed(candidate, nowNanos);
        }
    }

    void close(Link link, CloseReason reason, long nowNanos) {
        close(link, reason, reason.text(), nowNanos);
    }

    void close(Link link, CloseReason reason, String text, long nowNanos) {
        refuse(link.number(), reason, text);
        remove(link, reason.isHostile(), nowNanos);
    }

    private void refuse(int connection, CloseReason reason) {
        refuse(connection, reason, reason.text());
    }

    private void refuse(int connection, CloseReason reason, String text) {
        parted.merge(reason, 1L, Long::sum);
        out.add(new TorrentEffect.CloseConnection(connection, reason, text));
    }

    private void remove(Link link, boolean hostile, long nowNanos) {
        leaving.leaving(link, nowNanos);
        links.remove(link);
        byNumber.remove(link.number());
        lastFound = null;
        Candidate candidate = link.candidate;
        if (candidate != null) {
            candidate.seeder = link.isSeeder() || link.peer.uploadOnly;
            if (hostile) {
                pool.distrust(candidate, nowNanos);
            } else if (link.downloaded + link.uploaded > 0) {
                pool.ended(candidate, nowNanos);
            } else {
                pool.failed(candidate, nowNanos);
            }
        }
    }

    /// Something wrong came over this connection, which may be gone by now: its peer is not let in
    /// again.
    void ban(int connection, BanReason reason, String detail, long nowNanos) {
        if (WebSeeding.isWebSeed(connection)) {
            webSeeds.guilty(connection, detail, nowNanos);
            return;
        }
        Doorman.Origin origin = doorman.ban(connection, reason);
        if (origin == null) {
            return;
        }
        out.add(new TorrentEffect.PeerBanned(origin.endpoint(), detail));
        Link link = find(connection);
        if (link != null) {
            close(link, CloseReason.WRONG_CONTENT, detail, nowNanos);
        }
        pool.exclude(origin.remote());
        pool.exclude(origin.endpoint());
    }

    void closeAll(CloseReason reason, long nowNanos) {
        for (var dial : dials.takeAll()) {
            refuse(dial.connection(), reason);
        }
        for (Link link : snapshot()) {
            close(link, reason, nowNanos);
        }
    }

    long deadlineNanos() {
        long deadline = Math.min(nextDialNanos, dials.deadlineNanos());
        return links.isEmpty() ? deadline : Math.min(deadline, nextLookNanos);
    }

    /// Gives up on dials that take too long, keeps quiet connections alive, parts with silent
    /// peers.
    void tick(long nowNanos) {
        for (var dial : dials.takeLate(nowNanos)) {
            pool.failed(dial.candidate(), nowNanos);
            refuse(dial.connection(), CloseReason.CONNECT_TIMEOUT);
        }
        if (nowNanos < nextLookNanos) {
            return;
        }
        nextLookNanos = nowNanos + LOOK_NANOS;
        for (Link link : snapshot()) {
            if (nowNanos - link.peer.lastReceivedNanos() >= limits.silenceNanos()) {
                close(link, CloseReason.SILENT, nowNanos);
            } else if (nowNanos - link.peer.lastSentNanos() >= limits.keepAliveNanos()) {
                out.send(link, new PeerMessage.KeepAlive(), nowNanos);
            }
        }
    }
}
