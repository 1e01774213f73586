package io.seedpod.peer.cli.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.task.Interruption;
import io.seedpod.peer.cli.text.SeedGoal;
import io.seedpod.peer.cli.transfer.Seeding.WaysOut;
import io.seedpod.peer.session.Transfers;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.SeedRequest;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransferWatchTest {
    private static final InfoHash HASH = InfoHash.ofInfo(new byte[] {1});

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ArrayDeque<TorrentStatus> statuses = new ArrayDeque<>();
    private final TransferWatch watch =
            new TransferWatch(
                    new Script(),
                    HASH,
                    Screen.ofProcess(
                            true, new PrintStream(out, true, StandardCharsets.UTF_8), System.err),
                    new Interruption());

    /// Tells the statuses one after the other, the last one for ever.
    private class Script implements Transfers {
        @Override
        public Uni<TorrentStatus> status(InfoHash infoHash) {
            return Uni.createFrom().item(next());
        }

        @Override
        public Uni<TorrentStatus> share(ShareRequest request) {
            throw new AssertionError("only watched");
        }

        @Override
        public Uni<TorrentStatus> seed(SeedRequest request) {
            throw new AssertionError("only watched");
        }

        @Override
        public Uni<TorrentStatus> fetch(FetchRequest request) {
            throw new AssertionError("only watched");
        }

        @Override
        public Uni<List<TorrentStatus>> list() {
            return Uni.createFrom().item(() -> List.of(next()));
        }

        private TorrentStatus next() {
            return statuses.size() > 1 ? statuses.removeFirst() : statuses.getFirst();
        }

        @Override
        public Uni<Void> remove(InfoHash infoHash) {
            throw new AssertionError("only watched");
        }
    }

    private List<TorrentStatus.WebSeed> webSeeds = List.of();

    private TorrentStatus status(
            TorrentState state,
            long verified,
            long uploaded,
            boolean trackerAnswers,
            @Nullable Trouble trouble) {
        return new TorrentStatus(
                HASH.hex(),
                "a.bin",
                state,
                100,
                verified,
                0,
                1,
                0,
                0,
                0,
                verified,
                uploaded,
                0,
                -1,
                List.of(),
                List.of(new TorrentStatus.Tracker("udp://t:1", trackerAnswers, 0, 0, 9, "why")),
                "/a.bin",
                null,
                TorrentStatus.Watch.CALM,
                webSeeds,
                TorrentStatus.Parting.NONE,
                trouble,
                trouble == null ? null : "because",
                null);
    }

    @Test
    void endsWhenEverythingIsVerified() {
        statuses.add(status(TorrentState.DOWNLOADING, 50, 0, true, null));
        statuses.add(status(TorrentState.SEEDING, 100, 0, true, null));
        assertTrue(watch.untilComplete(Optional.empty()).orElseThrow().isComplete());
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("{\"event\":\"progress\""));
    }

    @Test
    void failsWithTheTroubleOfTheTorrent() {
        statuses.add(status(TorrentState.FAILED, 0, 0, true, Trouble.VERIFICATION));
        var failure =
                assertThrows(SessionException.class, () -> watch.untilComplete(Optional.empty()));
        assertEquals(Trouble.VERIFICATION, failure.trouble());
        assertEquals("a.bin: because", failure.getMessage());
    }

    @Test
    void doesNotGiveUpWhileAWebSeedIsAskedOrRests() {
        for (String state : List.of("asked", "resting")) {
            webSeeds = List.of(new TorrentStatus.WebSeed("http://h/", state, 0, null));
            for (int i = 0; i < 8; i++) {
                statuses.add(status(TorrentState.DOWNLOADING, 0, 0, true, null));
            }
            statuses.add(status(TorrentState.SEEDING, 100, 0, true, null));
            assertTrue(watch.untilComplete(Optional.of(Duration.ofMillis(1))).isPresent());
            statuses.clear();
        }
    }

    @Test
    void givesUpWhenNobodyIsThere() {
        statuses.add(status(TorrentState.DOWNLOADING, 0, 0, true, null));
        var failure =
                assertThrows(
                        SessionException.class,
                        () -> watch.untilComplete(Optional.of(Duration.ofMillis(300))));
        assertEquals(Trouble.NO_PEERS, failure.trouble());
    }

    @Test
    void blamesTheTrackerWhenNoneAnswered() {
        statuses.add(status(TorrentState.METADATA, 0, 0, false, null));
        var failure =
                assertThrows(
                        SessionException.class,
                        () -> watch.untilComplete(Optional.of(Duration.ofMillis(300))));
        assertEquals(Trouble.TRACKER, failure.trouble());
        assertTrue(failure.getMessage().endsWith("udp://t:1: why"), failure.getMessage());
    }

    @Test
    void seedsUntilTheRatioIsReached() {
        statuses.add(status(TorrentState.SEEDING, 100, 149, true, null));
        statuses.add(status(TorrentState.SEEDING, 100, 150, true, null));
        assertTrue(watch.seed(Optional.of(new SeedGoal.UntilRatio(1.5))));
        assertEquals(1, statuses.size());
    }

    /// Its infohash is another then; whoever asked for the old one heard of no such torrent.
    @Test
    void goesOnSeedingWhatWasChangedAndHashedAgain() {
        var asked = new ArrayDeque<List<TorrentStatus>>();
        asked.add(List.of(status(TorrentState.CHANGED, 0, 0, true, null)));
        asked.add(List.of());
        asked.add(List.of(status(TorrentState.SEEDING, 100, 200, true, null)));
        var transfers =
                new Script() {
                    @Override
                    public Uni<TorrentStatus> status(InfoHash infoHash) {
                        throw new SessionException(Trouble.UNKNOWN_NAME, "no torrent " + infoHash);
                    }

                    @Override
                    public Uni<List<TorrentStatus>> list() {
                        return Uni.createFrom().item(asked.removeFirst());
                    }
                };
        var screen =
                Screen.ofProcess(
                        true, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        assertTrue(
                new TransferWatch(transfers, HASH, screen, new Interruption())
                        .seed(Optional.of(new SeedGoal.UntilRatio(2))));
        assertEquals(0, asked.size());
    }

    @Test
    void saysHowLongItSeedsAndHowToEndIt() {
        assertTrue(Seeding.until("a", Optional.empty(), WaysOut.EXIT).contains("--exit"));
        var sharing = Seeding.until("a", Optional.empty(), WaysOut.SEED_FOR);
        assertTrue(sharing.contains("--seed-for") && !sharing.contains("--exit"), sharing);
        assertEquals(
                "seeding a for 10m 00s; Ctrl-C ends it now",
                Seeding.until("a", SeedGoal.parse("10m"), WaysOut.EXIT));
        assertEquals(
                "seeding a until 1.5 times its size is uploaded; Ctrl-C ends it now",
                Seeding.until("a", SeedGoal.parse("1.5x"), WaysOut.EXIT));
    }
}
