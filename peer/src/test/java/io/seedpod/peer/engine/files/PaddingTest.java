package io.seedpod.peer.engine.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.testkit.Hybrids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaddingTest {
    private static final int BLOCK = PieceLayout.BLOCK_LENGTH;
    private static final int PIECE = 4 * BLOCK;

    private static InfoDict hybrid(int... lengths) throws MetainfoException {
        var files = new HashMap<String, byte[]>();
        for (int i = 0; i < lengths.length; i++) {
            files.put(String.valueOf(i), new byte[lengths[i]]);
        }
        return Hybrids.folder("data", PIECE, Map.copyOf(files)).info();
    }

    /// `x`: padding alone; a word for each piece.
    private static String picture(InfoDict info) {
        var padding = Padding.of(info);
        var words = new ArrayList<String>();
        for (int piece = 0; piece < info.layout().pieceCount(); piece++) {
            var word = new StringBuilder();
            for (int block = 0; block < info.layout().blockCount(piece); block++) {
                word.append(padding.blocksOf(piece).get(block) ? 'x' : '.');
            }
            words.add(word.toString());
        }
        return String.join(" ", words);
    }

    @Test
    void blocksThatAreWhollyPaddingAreKnown() throws MetainfoException {
        assertEquals(".xxx .... .xxx", picture(hybrid(1, PIECE + BLOCK)));
        assertEquals(".xxx ..xx ....", picture(hybrid(BLOCK, BLOCK + 1, PIECE - BLOCK + 1)));
    }

    @Test
    void aTorrentWithoutPadsHasNone() throws MetainfoException {
        assertEquals(".... ..", picture(hybrid(PIECE + BLOCK + 1)));
    }

    /// Torrents of others may pad as they like: pads that are longer than a piece, that follow one
    /// another, or that end the torrent within a block.
    @Test
    void oddPadsAreTakenForWhatTheyAre() throws MetainfoException {
        assertEquals("..x. ....", picture(decoded(2 * BLOCK, -BLOCK, PIECE + BLOCK)));
        assertEquals(".xx.", picture(decoded(BLOCK, -BLOCK / 2, -BLOCK, -BLOCK / 2, BLOCK)));
        assertEquals("....", picture(decoded(BLOCK / 2, -BLOCK, 2 * BLOCK + BLOCK / 2)));
        assertEquals(".xx", picture(decoded(BLOCK, -BLOCK - 5)));
        assertEquals("..", picture(decoded(BLOCK + 1, -5)));
        assertEquals("..xx .... xx..", picture(decoded(2 * BLOCK, -2 * PIECE, 2 * BLOCK)));
    }

    /// Negative: a pad.
    private static InfoDict decoded(int... lengths) throws MetainfoException {
        var files = new StringBuilder();
        int total = 0;
        for (int i = 0; i < lengths.length; i++) {
            int length = Math.abs(lengths[i]);
            files.append("d")
                    .append(lengths[i] < 0 ? "4:attr1:p" : "")
                    .append("6:lengthi%de4:pathl2:%02dee".formatted(length, i));
            total += length;
        }
        int pieces = (total - 1) / PIECE + 1;
        String text =
                "d5:filesl%se4:name4:data12:piece lengthi%de6:pieces%d:%se"
                        .formatted(files, PIECE, 20 * pieces, "h".repeat(20 * pieces));
        return InfoDict.decode(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aBlockIsPaddingIfEachOfItsBytesIs(long seed) throws MetainfoException {
        var random = new SplittableRandom(seed);
        int[] lengths =
                random.ints(random.nextInt(1, 12), 1, 3 * BLOCK)
                        .map(length -> random.nextBoolean() ? length : -length)
                        .toArray();
        var info = decoded(lengths);
        var layout = info.layout();
        var padding = Padding.of(info);
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            var expected = new ArrayList<Integer>();
            for (int block = 0; block < layout.blockCount(piece); block++) {
                if (isPadding(lengths, layout, piece, block)) {
                    expected.add(block);
                }
            }
            boolean isAll = expected.size() == layout.blockCount(piece);
            assertEquals(isAll, padding.isAll(piece));
            assertEquals(
                    isAll ? List.of() : expected,
                    padding.blocksOf(piece).stream().boxed().toList());
        }
    }

    private static boolean isPadding(int[] lengths, PieceLayout layout, int piece, int block) {
        long begin = layout.pieceOffset(piece) + layout.blockBegin(block);
        for (long at = begin; at < begin + layout.blockLength(piece, block); at++) {
            long end = 0;
            int file = -1;
            while (end <= at) {
                end += Math.abs(lengths[++file]);
            }
            if (lengths[file] > 0) {
                return false;
            }
        }
        return true;
    }
}
