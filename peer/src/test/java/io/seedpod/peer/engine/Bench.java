package io.seedpod.peer.engine;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.testkit.Hybrids;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.talk.TorrentSetup;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// One torrent on the test bench: feeds it events, keeps the effects, audits it after each.
final class Bench {
    static final int BLOCK = PieceLayout.BLOCK_LENGTH;
    static final int PIECE = 4 * BLOCK;
    static final long SECOND = 1_000_000_000L;
    static final String TRACKER = "udp://tracker:6969";
    static final PeerId OWN_ID = new PeerId(0x2d4b503031303000L, 5, 5);

    final InfoDict info;
    final List<TorrentEffect> effects = new ArrayList<>();
    TorrentOptions options = TorrentOptions.defaults();
    boolean knowsMetadata = true;
    List<String> webSeeds = List.of();
    Torrent torrent;
    long now = -3 * SECOND;
    private int incoming;

    @SuppressWarnings("NullAway.Init")
    Bench(int pieces) {
        this((long) pieces * PIECE, false);
    }

    @SuppressWarnings("NullAway.Init")
    Bench(long totalLength, boolean privateTorrent) {
        var builder =
                InfoDictBuilder.singleFile("data", totalLength, false)
                        .pieceLength(PIECE)
                        .privateTorrent(privateTorrent);
        try {
            info = builder.build(new byte[InfoDict.HASH_LENGTH * builder.layout().pieceCount()]);
        } catch (MetainfoException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @SuppressWarnings("NullAway.Init")
    Bench(InfoDict info) {
        this.info = info;
    }

    /// A torrent of files `0`, `1`, … of these lengths.
    static Bench ofFiles(int... lengths) {
        var builder = InfoDictBuilder.folder("data").pieceLength(PIECE);
        for (int i = 0; i < lengths.length; i++) {
            builder.file(List.of(String.valueOf(i)), lengths[i], false);
        }
        try {
            return new Bench(
                    builder.build(new byte[InfoDict.HASH_LENGTH * builder.layout().pieceCount()]));
        } catch (MetainfoException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Of a hybrid torrent (BEP 52) with this content.
    @SuppressWarnings("NullAway.Init")
    Bench(byte[] content) {
        try {
            info = Hybrids.file("data", PIECE, content).info();
        } catch (MetainfoException e) {
            throw new IllegalArgumentException(e);
        }
    }

    int pieceCount() {
        return info.layout().pieceCount();
    }

    Bench begin() {
        torrent =
                new Torrent(
                        new TorrentSetup(
                                info.infoHash(),
                                OWN_ID,
                                knowsMetadata ? Optional.of(info) : Optional.empty(),
                                List.of(TRACKER),
                                List.of(),
                                6881,
                                "bench",
                                options,
                                webSeeds),
                        new SplittableRandom(1),
                        now);
        return this;
    }

    Bench beginWith(String has) {
        begin();
        on(new TorrentEvent.StorageReady(bits(has)));
        return this;
    }

    static Bitfield bits(String picture) {
        var bits = new Bitfield(picture.length());
        for (int i = 0; i < picture.length(); i++) {
            if (picture.charAt(i) == 'x') {
                bits.set(i);
            }
        }
        return bits;
    }

    void on(TorrentEvent event) {
        torrent.on(event, now);
        for (TorrentEffect effect = torrent.poll(); effect != null; effect = torrent.poll()) {
            effects.add(effect);
        }
        Audit.check(torrent);
    }

    /// Lets time pass, ticking whenever the torrent wants it.
    void pass(long nanos) {
        long end = now + nanos;
        while (torrent.deadlineNanos() <= end) {
            now = Math.max(now + 1000, torrent.deadlineNanos());
            on(new TorrentEvent.Tick());
        }
        now = end;
    }

    // Peers.

    static PeerEndpoint endpoint(int number) {
        return new PeerEndpoint.V4(0x0a000000 + number, 6881);
    }

    static PeerId peerId(int number) {
        return new PeerId(0x2d4b503031303000L, number, 7);
    }

    int joins(int number) {
        return joins(number, Reserved.OURS);
    }

    /// A peer dials us.
    int joins(int number, Reserved reserved) {
        int connection = --incoming;
        on(
                new TorrentEvent.PeerConnected(
                        connection,
                        new PeerEndpoint.V4(0x0a000000 + number, 40_000 - connection),
                        new Handshake(info.infoHash(), peerId(number), reserved),
                        true));
        return connection;
    }

    /// A seeder dials us and lets us download.
    int seederJoins(int number, Reserved reserved) {
        int connection = joins(number, reserved);
        says(
                connection,
                reserved.fast()
                        ? new PeerMessage.HaveAll()
                        : new PeerMessage.BitfieldMessage(Bitfield.full(pieceCount())));
        says(connection, new PeerMessage.Unchoke());
        return connection;
    }

    void says(int connection, PeerMessage message) {
        on(new TorrentEvent.MessageReceived(connection, message));
    }

    void brings(int connection, PeerMessage.Request request) {
        on(
                new TorrentEvent.BlockReceived(
                        connection, request.pieceIndex(), request.begin(), request.length()));
    }

    void answers(AnnounceEvent event, List<PeerEndpoint> peers) {
        on(
                new TorrentEvent.AnnounceSucceeded(
                        TRACKER,
                        event,
                        new AnnounceResponse(60, 0, 1, 1, peers, Optional.empty())));
    }

    // What it did.

    List<PeerMessage> sent(int connection) {
        return effects.stream()
                .filter(TorrentEffect.Send.class::isInstance)
                .map(TorrentEffect.Send.class::cast)
                .filter(send -> send.connection() == connection)
                .map(TorrentEffect.Send::message)
                .toList();
    }

    <T extends PeerMessage> List<T> sent(int connection, Class<T> kind) {
        return sent(connection).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends TorrentEffect> List<T> did(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Why the connection was closed, empty if it was not.
    String closed(int connection) {
        return did(TorrentEffect.CloseConnection.class).stream()
                .filter(close -> close.connection() == connection)
                .map(TorrentEffect.CloseConnection::detail)
                .findFirst()
                .orElse("");
    }

    TorrentSnapshot snapshot() {
        return torrent.snapshot(now);
    }

    InfoHash infoHash() {
        return info.infoHash();
    }
}
