package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.talk.TorrentEffect.SendBlock;
import io.seedpod.peer.runtime.Link.Upload;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final SendBlock BLOCK = new SendBlock(1, 0, 0, 16_384);
    private static final SendBlock NEXT = new SendBlock(1, 0, 16_384, 16_384);

    private final Link link = new Link();

    @Test
    void whatEndsAnUploadStaysBehindIt() {
        link.send(BLOCK);
        link.send(new PeerMessage.Have(7));
        link.send(new PeerMessage.Choke());
        link.send(NEXT);
        assertEquals(
                List.of(
                        new Upload.Block(BLOCK),
                        new Upload.InLine(new PeerMessage.Choke()),
                        new Upload.Block(NEXT)),
                link.beginLookUp());
    }

    @Test
    void oneLookUpIsUnderWayAtATime() {
        link.send(BLOCK);
        assertEquals(List.of(new Upload.Block(BLOCK)), link.beginLookUp());
        link.send(new PeerMessage.Choke());
        link.send(NEXT);
        assertTrue(link.hasUploads());
        assertEquals(List.of(), link.beginLookUp());
        link.endLookUp();
        assertEquals(
                List.of(new Upload.InLine(new PeerMessage.Choke()), new Upload.Block(NEXT)),
                link.beginLookUp());
    }

    @Test
    void withoutBlocksNothingWaits() {
        link.send(new PeerMessage.Choke());
        link.send(new PeerMessage.RejectRequest(0, 0, 1));
        assertFalse(link.hasUploads());
        assertEquals(List.of(), link.beginLookUp());
    }
}
