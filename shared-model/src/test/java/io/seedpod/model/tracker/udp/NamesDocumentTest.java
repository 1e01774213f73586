package io.seedpod.model.tracker.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.testkit.Golden;
import io.seedpod.model.tracker.NameEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/protocol/names-over-udp.md` says what the types say, and its examples are what the codecs
/// write.
class NamesDocumentTest {
    private static final Pattern TABLE = Pattern.compile("```\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern EXAMPLE =
            Pattern.compile("^ {4}([0-9a-f ]+) and ([0-9]+) zeros$", Pattern.MULTILINE);

    private final String document;

    NamesDocumentTest() throws IOException {
        document = Files.readString(Path.of("../docs/protocol/names-over-udp.md"));
    }

    @Test
    void theTablesAreThoseOfTheTypes() throws IOException {
        var types = Path.of("src/main/java", "io/seedpod/model/tracker/udp");
        var comments =
                (Files.readString(types.resolve("UdpRequest.java"))
                                + Files.readString(types.resolve("UdpResponse.java")))
                        .replaceAll("(?m)^ *///? ?", "");
        var tables = TABLE.matcher(document).results().map(found -> found.group(1)).toList();
        assertEquals(3, tables.size());
        for (var table : tables) {
            assertTrue(comments.contains(table), () -> "not beside the code:\n" + table);
        }
    }

    @Test
    void theExamplesAreWhatTheCodecsWrite() {
        var lookUp =
                new UdpRequest.LookUpName(
                        0x1122334455667788L, 0xCAFEBABE, new CatalogueName("a"), "");
        var reply =
                new UdpResponse.NameReply(
                        0xCAFEBABE,
                        false,
                        NameStatus.NOT_FOUND,
                        new NameEntry(new InfoHash(0, 0, 0), 0, 0, 0, 0));
        var encoded = ByteBuffer.allocate(UdpResponseCodec.maxEncodedLength(reply));
        UdpResponseCodec.encode(reply, false, encoded);
        var examples =
                EXAMPLE.matcher(document)
                        .results()
                        .map(
                                found ->
                                        found.group(1).replace(" ", "")
                                                + "00".repeat(Integer.parseInt(found.group(2))))
                        .toList();
        assertEquals(
                List.of(Golden.hex(UdpRequestCodec.encode(lookUp)), Golden.hex(encoded.array())),
                examples);
    }
}
