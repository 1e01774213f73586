package io.seedpod.peer.engine;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.engine.connection.RequestLedger;
import io.seedpod.peer.engine.picker.BlockRun;
import io.seedpod.peer.engine.picker.PeerPieces;
import io.seedpod.peer.engine.picker.PiecePicker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares books that must agree: each block that is asked for is asked of somebody, and counted
/// as often as it is asked for; each piece is counted as often as it is had or claimed.
final class Books {
    private final Content content;
    private final Swarm swarm;
    private final WebSeeding webSeeding;

    Books(Content content, Swarm swarm, WebSeeding webSeeding) {
        this.webSeeding = webSeeding;
        this.content = content;
        this.swarm = swarm;
    }

    /// What does not agree, one line each; empty when all does.
    List<String> findings() {
        PiecePicker picker = content.picker;
        if (picker == null || content.info == null) {
            return List.of();
        }
        var findings = new ArrayList<String>();
        requests(picker, content.info.layout(), findings);
        List<PeerPieces> peers = new ArrayList<>();
        for (Link link : swarm.links()) {
            if (link.pieces != null) {
                peers.add(link.pieces);
            }
        }
        findings.addAll(picker.audit(peers));
        return findings;
    }

    private void requests(PiecePicker picker, PieceLayout layout, List<String> findings) {
        Map<Long, Integer> asked = new HashMap<>();
        for (Link link : swarm.links()) {
            RequestLedger requests = link.requests;
            long bytes = 0;
            for (int i = 0; i < requests.size(); i++) {
                if (requests.isActive(i)) {
                    bytes += requests.length(i);
                    int end = requests.begin(i) + requests.length(i);
                    for (int at = requests.begin(i); at < end; at += PieceLayout.BLOCK_LENGTH) {
                        asked.merge(
                                key(requests.pieceIndex(i), layout.blockIndex(at)),
                                1,
                                Integer::sum);
                    }
                }
            }
            if (bytes != requests.activeBytes()) {
                findings.add(
                        "%s owes %d bytes, counted %d"
                                .formatted(link.peer.remote(), bytes, requests.activeBytes()));
            }
        }
        for (BlockRun owed : webSeeding.owed()) {
            int end = owed.begin() + owed.length();
            for (int at = owed.begin(); at < end; at += PieceLayout.BLOCK_LENGTH) {
                asked.merge(key(owed.pieceIndex(), layout.blockIndex(at)), 1, Integer::sum);
            }
        }
        int owned = 0;
        for (Map.Entry<Long, Integer> block : asked.entrySet()) {
            int piece = (int) (block.getKey() >>> 32);
            int counted = picker.requesters(piece, block.getKey().intValue());
            owned += Math.max(0, counted);
            if (counted >= 0 && counted != block.getValue()) {
                findings.add(
                        "piece %d, block %d: asked of %d, counted %d"
                                .formatted(
                                        piece,
                                        block.getKey().intValue(),
                                        block.getValue(),
                                        counted));
            }
        }
        if (owned != picker.requestedBlocks()) {
            findings.add(
                    "%d blocks are asked for, %d of somebody"
                            .formatted(picker.requestedBlocks(), owned));
        }
    }

    private static long key(int pieceIndex, int block) {
        return (long) pieceIndex << 32 | block;
    }
}
