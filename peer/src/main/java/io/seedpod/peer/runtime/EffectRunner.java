package io.seedpod.peer.runtime;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEffect.AllowLargerRequests;
import io.seedpod.peer.engine.talk.TorrentEffect.Announce;
import io.seedpod.peer.engine.talk.TorrentEffect.CheckPiece;
import io.seedpod.peer.engine.talk.TorrentEffect.ChooseFiles;
import io.seedpod.peer.engine.talk.TorrentEffect.CloseConnection;
import io.seedpod.peer.engine.talk.TorrentEffect.Completed;
import io.seedpod.peer.engine.talk.TorrentEffect.Connect;
import io.seedpod.peer.engine.talk.TorrentEffect.DropPiece;
import io.seedpod.peer.engine.talk.TorrentEffect.MetadataComplete;
import io.seedpod.peer.engine.talk.TorrentEffect.OpenPiece;
import io.seedpod.peer.engine.talk.TorrentEffect.PeerBanned;
import io.seedpod.peer.engine.talk.TorrentEffect.ReadHashes;
import io.seedpod.peer.engine.talk.TorrentEffect.Send;
import io.seedpod.peer.engine.talk.TorrentEffect.SendBlock;
import io.seedpod.peer.engine.talk.TorrentEffect.Stopped;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentEvent.AnnounceFailed;
import io.seedpod.peer.engine.talk.TorrentEvent.AnnounceSucceeded;
import io.seedpod.peer.engine.talk.TorrentEvent.DialPutOff;
import io.seedpod.peer.engine.talk.TorrentEvent.PeerClosed;
import io.seedpod.peer.engine.talk.TorrentEvent.PeerConnected;
import io.seedpod.peer.engine.talk.TorrentEvent.PeersFound;
import io.seedpod.peer.net.PeerConnection;
import io.seedpod.peer.net.WireCommand;
import io.seedpod.peer.runtime.torrent.News;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import io.seedpod.peer.runtime.torrent.TorrentPlan;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Carries out what a torrent wants: the connections' side here, the content's in [Content]. On the
/// home loop; never answers from inside.
final class EffectRunner {
    private final TorrentLoop loop;
    private final Environment environment;
    private final TorrentPlan plan;
    private final int trackerKey;
    private final Content content;
    private final News news;
    private final Runnable left;
    private final WebSeedLinks webSeeds;
    private final Map<Integer, Link> links = new HashMap<>();
    private final Set<Link> dirty = new LinkedHashSet<>();
    private volatile Optional<InfoDict> info;

    /// `left` runs when the torrent is over.
    EffectRunner(
            TorrentLoop loop,
            Environment environment,
            TorrentPlan plan,
            int trackerKey,
            Content content,
            News news,
            Runnable left) {
        this.loop = loop;
        this.environment = environment;
        this.plan = plan;
        this.trackerKey = trackerKey;
        this.content = content;
        this.news = news;
        this.left = left;
        this.info = plan.info();
        this.webSeeds =
                new WebSeedLinks(loop, environment.webSeeds(), this::info, content::openPiece);
    }

    Optional<InfoDict> info() {
        return info;
    }

    Content content() {
        return content;
    }

    void start() {
        info.ifPresent(content::prepare);
    }

    /// Learns whose events are about to be fed.
    void met(PeerConnection connection, List<TorrentEvent> events) {
        if (events.getFirst() instanceof PeerConnected) {
            links.computeIfAbsent(connection.number(), _ -> new Link()).connected(connection);
        }
        if (events.getLast() instanceof PeerClosed) {
            links.remove(connection.number());
        }
    }

    void carryOut(TorrentEffect effect) {
        switch (effect) {
            case Connect connect -> dial(connect);
            case CloseConnection(int connection, var reason, String detail) -> {
                var link = links.remove(connection);
                if (link != null) {
                    link.flush();
                    link.close(reason + ": " + detail);
                }
            }
            case Send(int connection, var message) -> {
                var link = links.get(connection);
                if (link != null) {
                    link.send(message);
                    dirty.add(link);
                }
            }
            case SendBlock block -> {
                var link = links.get(block.connection());
                if (link != null) {
                    link.send(block);
                    dirty.add(link);
                }
            }
            case AllowLargerRequests(int connection, int maxRequestLength) -> {
                var link = links.get(connection);
                if (link != null) {
                    link.add(new WireCommand.AllowLargerBlocks(maxRequestLength));
                    dirty.add(link);
                }
            }
            case OpenPiece(int pieceIndex) -> content.open(pieceIndex);
            case ReadHashes read -> content.readHashes(read);
            case DropPiece(int pieceIndex) -> content.drop(pieceIndex);
            case CheckPiece check -> content.check(check);
            case Announce announce -> announce(announce);
            case MetadataComplete(byte[] infoBytes) -> onMetadata(infoBytes);
            case ChooseFiles(var files) -> content.choose(files);
            case Completed() -> content.complete();
            case TorrentEffect.AskWebSeed ask -> webSeeds.ask(ask);
            case TorrentEffect.LeaveWebSeed(int connection) -> webSeeds.leave(connection);
            case TorrentEffect.WebSeedDropped(String url, var _, String detail) ->
                    news.tell(new TorrentNews.WebSeedDropped(url, detail));
            case PeerBanned(var endpoint, String reason) ->
                    news.tell(new TorrentNews.PeerBanned(endpoint, reason));
            case TorrentEffect.HalvesDiffer(String reason) ->
                    news.malformed(
                            new MetainfoException(MetainfoException.Problem.HALVES_DIFFER, reason));
            case Stopped() -> leave();
        }
    }

    /// Sends what was gathered since the last time, one flush for each connection.
    void flush() {
        for (var link : dirty) {
            link.flush();
            if (link.hasUploads()) {
                content.lookUp(link);
            }
        }
        dirty.clear();
    }

    private void dial(Connect connect) {
        int number = connect.connection();
        var dial =
                environment
                        .wire()
                        .dial(
                                loop,
                                loop.context(),
                                number,
                                connect.endpoint(),
                                reason -> {
                                    links.remove(number);
                                    loop.post(new PeerClosed(number, reason));
                                });
        if (dial == null) {
            loop.post(new DialPutOff(number));
            return;
        }
        var link = new Link();
        link.dialled(dial);
        links.put(number, link);
    }

    private void announce(Announce effect) {
        var url = effect.trackerUrl();
        announced(effect)
                .subscribe()
                .with(
                        response -> loop.post(new AnnounceSucceeded(url, effect.event(), response)),
                        failure ->
                                loop.post(
                                        new AnnounceFailed(url, effect.event(), reason(failure))));
    }

    /// The tracker's answer. Asked on the torrent's context, by whichever thread.
    Uni<AnnounceResponse> announced(Announce effect) {
        var request =
                new AnnounceRequest(
                        plan.infoHash(),
                        environment.peerId(),
                        effect.uploaded(),
                        effect.downloaded(),
                        effect.left(),
                        effect.event(),
                        effect.numWant(),
                        trackerKey,
                        environment.wire().port());
        var whole = effect.draining() ? request.withExtras(AnnounceExtras.DRAINING) : request;
        // A mistake in there is the context's to meet, and no failure of the tracker.
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                loop.context()
                                        .runOnContext(
                                                _ ->
                                                        announce(effect.trackerUrl(), whole)
                                                                .subscribe()
                                                                .with(
                                                                        emitter::complete,
                                                                        emitter::fail)));
    }

    /// Announces; a hybrid by both infohashes (BEP 52). What is said of the v1 infohash counts: of
    /// the other's answer, its peers are taken and nothing else. Only a torrent that leaves waits
    /// for both.
    private Uni<AnnounceResponse> announce(String url, AnnounceRequest request) {
        var answer = environment.announcer().announce(url, request);
        var v2 = loop.v2InfoHash();
        if (v2.isEmpty()) {
            return answer;
        }
        var other =
                environment
                        .announcer()
                        .announce(url, request.withInfoHash(v2.get()))
                        .invoke(
                                response ->
                                        loop.post(
                                                new PeersFound(
                                                        response.peers(), PeerSource.TRACKER)))
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithNull()
                        .memoize()
                        .indefinitely();
        other.subscribe().with(_ -> {});
        return request.event() == AnnounceEvent.STOPPED
                ? answer.onItemOrFailure().call((_, _) -> other)
                : answer;
    }

    private static String reason(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private void onMetadata(byte[] infoBytes) {
        try {
            var decoded = InfoDict.decode(infoBytes);
            info = Optional.of(decoded);
            news.tell(new TorrentNews.MetadataArrived(decoded));
            content.prepare(decoded);
        } catch (MetainfoException e) {
            throw new IllegalStateException("metadata the engine accepted cannot be read", e);
        }
    }

    private void leave() {
        flush();
        links.values().forEach(link -> link.close("torrent stopped"));
        links.clear();
        webSeeds.leaveAll();
        loop.end();
        content.close(
                () -> {
                    left.run();
                    news.stopped();
                });
    }
}
