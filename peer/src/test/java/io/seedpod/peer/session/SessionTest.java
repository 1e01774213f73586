package io.seedpod.peer.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.picker.PieceOrder;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import io.seedpod.peer.session.entries.FakeTorrent;
import io.seedpod.peer.session.entries.FakeTorrent.Doing;
import io.seedpod.peer.session.offline.Torrents;
import io.seedpod.peer.session.record.TorrentRecords;
import io.seedpod.peer.session.request.FetchManner;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.pieces.PieceStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a session is asked for, from share to remove.
class SessionTest extends SessionBench {
    @Test
    void sharingPublishesTheFileUnderItsNameAndSeeds() throws IOException {
        var status = share(file("model.bin", "weights"), false);
        assertEquals("model.bin", status.catalogueName());
        assertEquals(List.of("model.bin"), catalogue.published);
        var plan = torrents.getFirst().plan;
        assertEquals(List.of(OURS), plan.ownTrackers());
        assertEquals(status.infoHash(), plan.infoHash().hex());
        assertTrue(openedBy(torrents.getFirst()).verified().isFull());
    }

    @Test
    void theNameChangesNothingButTheCatalogue() throws IOException {
        var path = file("model.bin", "weights");
        var own = share(path, false);
        session.remove(InfoHash.parse(own.infoHash()).orElseThrow()).await().atMost(SOON);
        var named =
                session.share(new ShareRequest(path, Optional.of("other"), false))
                        .await()
                        .atMost(SOON);
        assertEquals(own.infoHash(), named.infoHash());
        assertEquals("model.bin", named.name());
        assertEquals("other", named.catalogueName());
    }

    @Test
    void aNameThatLeadsElsewhereIsNotTakenUnaskedAndNothingIsSeeded() throws IOException {
        share(file("model.bin", "old"), false);
        var elsewhere = Files.createDirectories(folder.resolve("new")).resolve("model.bin");
        Files.writeString(elsewhere, "new");
        assertEquals(Trouble.NAME_CONFLICT, troubleOf(() -> share(elsewhere, false)));
        assertTrue(torrents.get(1).stopped);
        assertEquals(1, session.list().await().atMost(SOON).size());
        share(elsewhere, true);
        assertEquals(2, session.list().await().atMost(SOON).size());
    }

    @Test
    void theSameContentTwiceIsOneTorrent() throws IOException {
        share(file("model.bin", "weights"), false);
        session.share(new ShareRequest(folder.resolve("model.bin"), Optional.of("again"), false))
                .await()
                .atMost(SOON);
        assertEquals(1, torrents.size());
        assertEquals(List.of("model.bin", "again"), catalogue.published);
    }

    @Test
    void whatIsNotThereCannotBeShared() {
        assertEquals(Trouble.STORAGE, troubleOf(() -> share(folder.resolve("none"), false)));
    }

    @Test
    void aTrackerThatIsAwayFailsAShare() throws IOException {
        catalogue.trouble = new SessionException(Trouble.TRACKER, "away");
        var path = file("model.bin", "weights");
        assertEquals(Trouble.TRACKER, troubleOf(() -> share(path, false)));
        assertTrue(torrents.getFirst().stopped);
    }

    @Test
    void aFurtherNameThatIsRefusedLeavesTheFirstOneServed() throws IOException {
        var path = file("model.bin", "weights");
        share(path, false);
        catalogue.trouble = new SessionException(Trouble.REFUSED, "no");
        assertEquals(Trouble.REFUSED, troubleOf(() -> share(path, false)));
        assertFalse(torrents.getFirst().stopped);
        assertEquals(1, session.list().await().atMost(SOON).size());
    }

    @Test
    void fetchingByNameUsesTheTrackersTorrent() throws IOException {
        publishElsewhere("model.bin", "weights");
        var status = fetch("model.bin", folder);
        assertEquals(TorrentState.DOWNLOADING, status.state());
        assertEquals(7, status.totalLength());
        assertEquals(folder.resolve("model.bin").toString(), status.path());
        assertTrue(torrents.getLast().plan.info().isPresent());
    }

    @Test
    void withoutATorrentTheMetadataComesFromPeersAndNamesTheFile() throws IOException {
        var metainfo = publishElsewhere("model.bin", "weights");
        catalogue.keepsTorrents = false;
        var status = fetch("model.bin", folder);
        assertEquals(TorrentState.METADATA, status.state());
        assertEquals(-1, status.totalLength());
        var torrent = torrents.getLast();
        torrent.now = Doing.DOWNLOADING;
        torrent.news.onNext(new TorrentNews.MetadataArrived(metainfo.info()));
        await(() -> statusOf(torrent).totalLength() == 7);
        assertEquals(folder.resolve("model.bin").toString(), statusOf(torrent).path());
    }

    @Test
    void aFetchIsCompleteOnlyUnderItsFinalName() throws IOException {
        publishElsewhere("model.bin", "weights");
        fetch("model.bin", folder);
        var torrent = torrents.getLast();
        torrent.now = Doing.SEEDING;
        assertFalse(statusOf(torrent).isComplete());
        torrent.completed.complete(null);
        await(() -> statusOf(torrent).isComplete());
    }

    /// It leaves its swarm by itself; whoever waits for it is told why.
    @Test
    void aTorrentThatContradictsItselfIsMalformed() throws IOException {
        publishElsewhere("model.bin", "weights");
        fetch("model.bin", folder);
        var torrent = torrents.getLast();
        torrent.now = Doing.STOPPED;
        torrent.news.onNext(
                new TorrentNews.Malformed(
                        new MetainfoException(
                                MetainfoException.Problem.HALVES_DIFFER, "contradicts itself")));
        await(() -> statusOf(torrent).trouble() == Trouble.BAD_TORRENT);
        assertEquals(TorrentState.FAILED, statusOf(torrent).state());
        assertEquals("contradicts itself", statusOf(torrent).error());
    }

    @Test
    void whatHasItsPlaceIsNotSaidToBeAtAnother() throws IOException {
        publishElsewhere("model", "content");
        fetch("model", folder);
        assertEquals(Trouble.USAGE, troubleOf(() -> fetch("model", folder.resolve("elsewhere"))));
        assertEquals(folder.resolve("model").toString(), fetch("model", folder).path());
        assertEquals(1, torrents.size());
    }

    @Test
    void anUnknownNameIsSaidToBeUnknown() {
        assertEquals(Trouble.UNKNOWN_NAME, troubleOf(() -> fetch("nothing", folder)));
    }

    @Test
    void aNameNobodyHoldsHasNoPeers() throws IOException {
        publishElsewhere("model.bin", "weights");
        catalogue.holders = 0;
        assertEquals(Trouble.NO_PEERS, troubleOf(() -> fetch("model.bin", folder.resolve("in"))));
        Files.writeString(
                Files.createDirectories(folder.resolve("here")).resolve("model.bin"), "x");
        fetch("model.bin", folder.resolve("here"));
    }

    @Test
    void anotherSizeThanExpectedIsRefusedBeforeAnythingIsFetched() throws IOException {
        publishElsewhere("model.bin", "weights");
        var request =
                new FetchRequest(
                        new Source.Name(new CatalogueName("model.bin")),
                        Output.into(folder),
                        OptionalLong.of(8));
        var started = torrents.size();
        assertEquals(
                Trouble.VERIFICATION, troubleOf(() -> session.fetch(request).await().atMost(SOON)));
        assertEquals(started, torrents.size());
    }

    @Test
    void aSizeKnownOnlyFromPeersIsCheckedBeforeAFileIsMade() throws IOException {
        var metainfo = publishElsewhere("model.bin", "weights");
        var request =
                new FetchRequest(
                        new Source.Hash(metainfo.info().infoHash()),
                        Output.into(folder.resolve("in")),
                        OptionalLong.of(8));
        session.fetch(request).await().atMost(SOON);
        var plan = torrents.getLast().plan;
        var refused =
                assertThrows(
                        StorageException.class,
                        () -> plan.storage().open(metainfo.info(), Progress.NONE));
        torrents.getLast().completed.completeExceptionally(refused);
        await(() -> statusOf(torrents.getLast()).trouble() == Trouble.VERIFICATION);
        assertEquals(TorrentState.FAILED, statusOf(torrents.getLast()).state());
        assertFalse(Files.exists(folder.resolve("in")));
    }

    @Test
    void whatWasRemovedMayComeBackAtOnce() throws IOException {
        var path = file("model.bin", "weights");
        var hash = InfoHash.parse(share(path, false).infoHash()).orElseThrow();
        torrents.getFirst().leaving = new CompletableFuture<>();
        var removed = session.remove(hash).subscribeAsCompletionStage();
        var again =
                session.share(new ShareRequest(path, Optional.empty(), false))
                        .subscribeAsCompletionStage();
        assertEquals(1, torrents.size());
        torrents.getFirst().leaving.complete(null);
        removed.join();
        again.join();
        assertEquals(2, torrents.size());
    }

    @Test
    void aFetchThatFailedIsBegunAnew() throws IOException {
        publishElsewhere("model.bin", "weights");
        fetch("model.bin", folder);
        torrents.getFirst()
                .completed
                .completeExceptionally(
                        new StorageException(StorageException.Kind.DISK_FULL, "disk full"));
        await(() -> statusOf(torrents.getFirst()).trouble() == Trouble.STORAGE);
        assertEquals(TorrentState.DOWNLOADING, fetch("model.bin", folder).state());
        assertTrue(torrents.getFirst().stopped);
        assertEquals(2, torrents.size());
    }

    @Test
    void aFetchGoesOnAfterARestartAsItWasOrdered() throws IOException {
        var records = new TorrentRecords(folder.resolve("state"));
        var shared = Files.createDirectories(folder.resolve("shared"));
        var first = session(Optional.of(records));
        first.follow(shared).await().atMost(SOON);
        var manner = new FetchManner(true, 1000, 2000, true, FileChoice.ALL);
        var magnet = Source.parse("magnet:?xt=urn:btih:" + "ab".repeat(20));
        var status =
                first.fetch(
                                new FetchRequest(
                                        magnet, Output.ofDaemon(), OptionalLong.empty(), manner))
                        .await()
                        .atMost(SOON);
        var infoHash = InfoHash.parse(status.infoHash()).orElseThrow();
        first.stop().await().atMost(SOON);

        var second = session(Optional.of(records));
        second.follow(shared).await().atMost(SOON);
        var torrent = torrents.getLast();
        assertEquals(List.of(new Order.Hold(true)), torrent.orders);
        assertEquals(PieceOrder.FIRST_MISSING, torrent.plan.options().order());
        assertEquals(new RateLimits(1000, 2000), torrent.plan.options().rates());
        second.order(infoHash, TorrentOrder.of(TorrentOrder.Kind.START)).await().atMost(SOON);
        second.stop().await().atMost(SOON);

        var third = session(Optional.of(records));
        third.follow(shared).await().atMost(SOON);
        assertEquals(List.of(), torrents.getLast().orders, "it was started");
        third.stop().await().atMost(SOON);
    }

    @Test
    void aFolderOfPiecesIsAFolderOfPiecesAfterARestart() throws Exception {
        var metainfo =
                Torrents.create(file("a.bin", "aaa"), Torrents.Options.DEFAULT, (_, _) -> {});
        var records = new TorrentRecords(folder.resolve("state"));
        var shared = Files.createDirectories(folder.resolve("shared"));
        var first = session(Optional.of(records));
        first.follow(shared).await().atMost(SOON);
        first.fetch(
                        new FetchRequest(
                                new Source.Torrent(metainfo),
                                Output.pieces(folder.resolve("pieces")),
                                OptionalLong.empty()))
                .await()
                .atMost(SOON);
        var torrent = torrents.getLast();
        torrent.plan.storage().open(metainfo.info(), (_, _) -> {}).storage().close();
        torrent.now = FakeTorrent.Doing.SEEDING;
        torrent.completed.complete(null);
        await(() -> recordsWithLook(records) == 1);
        first.stop().await().atMost(SOON);

        var second = session(Optional.of(records));
        second.follow(shared).await().atMost(SOON);
        var opened = torrents.getLast().plan.storage().open(metainfo.info(), (_, _) -> {});
        assertInstanceOf(PieceStorage.class, opened.storage());
        second.stop().await().atMost(SOON);
    }

    @Test
    void aMagnetLinkBringsItsTrackersAndPeers() {
        var hash = InfoHash.ofInfo(new byte[] {1});
        var link =
                new MagnetLink(
                        hash, Optional.of("x"), List.of("udp://theirs:1"), List.of("10.0.0.1:7"));
        fetch(link.format(), folder);
        var plan = torrents.getLast().plan;
        assertEquals(List.of(List.of("udp://theirs:1")), plan.announceTiers());
        assertEquals("[10.0.0.1:7]", plan.firstPeers().toString());
    }

    /// A look at content that may be wrong is no claim to have it.
    @Test
    void whatIsHashedSoFarIsNotCalledVerified() throws IOException {
        publishElsewhere("model.bin", "weights");
        fetch("model.bin", folder.resolve("in"));
        var torrent = torrents.getLast();
        torrent.now = Doing.CHECKING;
        torrent.checkedLength = 5;
        var status = statusOf(torrent);
        assertEquals(TorrentState.CHECKING, status.state());
        assertEquals(0, status.verifiedLength());
        assertEquals(5, status.checkedLength());
        torrent.now = Doing.DOWNLOADING;
        assertEquals(0, statusOf(torrent).checkedLength());
    }

    /// Even if nobody else is known who could be asked.
    @Test
    void aPeerThatAMagnetLinkCallsByNameJoinsOnceItIsFound() throws IOException {
        ours.clear();
        var hash = InfoHash.ofInfo(new byte[] {1});
        var link =
                new MagnetLink(
                        hash, Optional.of("x"), List.of(), List.of("localhost:7", "[::1]:8"));
        fetch(link.format(), folder);
        var torrent = torrents.getLast();
        assertEquals("[[::1]:8]", torrent.plan.firstPeers().toString());
        await(() -> !torrent.added.isEmpty());
        var localhost = InetAddress.getByName("localhost").getAddress();
        assertTrue(torrent.added.contains(PeerEndpoint.of(localhost, 7)), "" + torrent.added);
    }

    @Test
    void verifiedContentWithoutItsNameKeepsItsRecord() throws Exception {
        publishElsewhere("model.bin", "weights");
        fetch("model.bin", folder.resolve("in"));
        var opened = openedBy(torrents.getLast());
        opened.storage().write(0, ByteBuffer.wrap("weights".getBytes(UTF_8)));
        opened.resume().save(Bitfield.full(1), 0, 7);
        opened.storage().close();
        var again = openedBy(torrents.getLast());
        assertTrue(again.verified().isFull());
        again.storage().complete();
        again.resume().save(Bitfield.full(1), 0, 7);
        try (var files = Files.list(folder.resolve("in"))) {
            assertEquals(List.of(folder.resolve("in/model.bin")), files.toList());
        }
    }
}
