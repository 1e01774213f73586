package io.seedpod.peer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.engine.connection.RequestLedger;
import io.seedpod.peer.engine.picker.BlockRun;
import io.seedpod.peer.engine.picker.PiecePicker;
import java.util.List;

/// What must hold between any two events, seen from inside.
final class Audit {
    private Audit() {}

    static void check(Torrent torrent) {
        PiecePicker picker = torrent.content().picker;
        if (picker == null || torrent.content().info == null) {
            return;
        }
        assertEquals(List.of(), torrent.audit());
        PieceLayout layout = torrent.content().info.layout();
        List<Link> links = torrent.links();
        assertTrue(
                picker.openCount() <= torrent.budget() || everyOpenPieceIsChecked(picker, layout));
        long verified = 0;
        long lacking = 0;
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            assertFalse(picker.has(piece) && picker.isOpen(piece), "open and verified: " + piece);
            verified += picker.has(piece) ? layout.pieceLength(piece) : 0;
            lacking += picker.lacks(piece) ? layout.pieceLength(piece) : 0;
            assertFalse(picker.has(piece) && picker.lacks(piece), "has and lacks " + piece);
            for (int block = 0; block < layout.blockCount(piece); block++) {
                int asked = picker.requesters(piece, block);
                if (asked >= 0) {
                    assertEquals(
                            owners(links, layout, piece, block)
                                    + webSeeds(torrent.owedByWebSeeds(), layout, piece, block),
                            asked,
                            "owners of piece " + piece + " block " + block);
                }
            }
        }
        assertEquals(verified, torrent.content().verifiedLength);
        assertEquals(lacking, torrent.content().lackingLength);
        assertEquals(lacking == 0, picker.isDone());
        for (Link link : links) {
            check(link, picker, layout);
        }
    }

    private static boolean everyOpenPieceIsChecked(PiecePicker picker, PieceLayout layout) {
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            if (picker.isOpen(piece) && !picker.isChecking(piece)) {
                return false;
            }
        }
        return true;
    }

    private static int owners(List<Link> links, PieceLayout layout, int piece, int block) {
        int owners = 0;
        int begin = layout.blockBegin(block);
        for (Link link : links) {
            RequestLedger requests = link.requests;
            for (int i = 0; i < requests.size(); i++) {
                if (requests.isActive(i)
                        && requests.pieceIndex(i) == piece
                        && requests.begin(i) <= begin
                        && begin < requests.begin(i) + requests.length(i)) {
                    owners++;
                }
            }
        }
        return owners;
    }

    private static int webSeeds(List<BlockRun> owed, PieceLayout layout, int piece, int block) {
        int begin = layout.blockBegin(block);
        return (int)
                owed.stream()
                        .filter(it -> it.pieceIndex() == piece && it.begin() <= begin)
                        .filter(it -> begin < it.begin() + it.length())
                        .count();
    }

    private static void check(Link link, PiecePicker picker, PieceLayout layout) {
        boolean wanted = false;
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            wanted |= link.has(piece) && picker.lacks(piece);
        }
        assertEquals(wanted, link.peer.amInterested, "interest in " + link.number());
        assertEquals(!link.contender.isUnchoked(), link.peer.amChoking);
        assertTrue(
                !link.peer.amChoking || link.uploads.isEmpty() || !link.gifts.isEmpty(),
                "queued for a choked peer");
        assertTrue(link.requests.size() <= Math.max(250, link.peer.queueLimit()));
        long bytes = 0;
        int active = 0;
        for (int i = 0; i < link.requests.size(); i++) {
            if (link.requests.isActive(i)) {
                bytes += link.requests.length(i);
                active++;
                assertTrue(link.has(link.requests.pieceIndex(i)), "asked for what it lacks");
                assertTrue(picker.isOpen(link.requests.pieceIndex(i)), "asked without a buffer");
            }
        }
        assertEquals(bytes, link.requests.activeBytes());
        assertEquals(active, link.requests.activeCount());
    }
}
