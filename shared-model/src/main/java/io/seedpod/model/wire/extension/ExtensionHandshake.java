package io.seedpod.model.wire.extension;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BInteger;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.PeerMessage.Extended;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The dictionary a peer sends in the extended message of id 0 (BEP 10), right after the handshake
/// and again when something changes.
///
/// ```
/// key            type        meaning
/// m              dictionary  extension name -> id the sender wants to receive it under, 0 = off
/// v              string      client and version
/// p              integer     the sender's listening port
/// yourip         4/16 bytes  the receiver's address as the sender sees it
/// reqq           integer     requests the sender is willing to queue
/// metadata_size  integer     bytes of the info dictionary (BEP 9)
/// upload_only    integer     1 = wants no data (BEP 21)
/// kp_request     integer     ours: longest request the sender answers, in bytes; > 16384
/// ```
///
/// and the keys of [Standing].
///
/// @param ids names -> numbers; an extension that is off has the number 0
/// @param metadataSize bytes; empty = the sender has no metadata
/// @param maxRequestLength what `kp_request` said
/// @param standing what peers of ours say of themselves
public record ExtensionHandshake(
        Map<String, Integer> ids,
        Optional<String> version,
        OptionalInt port,
        Optional<byte[]> yourIp,
        OptionalInt requestQueue,
        OptionalLong metadataSize,
        boolean uploadOnly,
        OptionalInt maxRequestLength,
        Standing standing) {
    /// The extension id of the handshake itself.
    public static final int ID = 0;

    private static final int MAX_IDS = 64;
    private static final int MAX_VERSION = 64;

    public ExtensionHandshake {
        ids = Map.copyOf(ids);
    }

    /// What we say, without the parts that not every torrent has. Requests of the usual length are
    /// not worth a key.
    public static ExtensionHandshake ours(
            String version, int port, int requestQueue, int maxRequestLength) {
        var ids = new TreeMap<String, Integer>();
        for (var name : ExtensionName.values()) {
            ids.put(name.word(), name.ourId());
        }
        return new ExtensionHandshake(
                ids,
                Optional.of(version),
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                Optional.empty(),
                OptionalInt.of(requestQueue),
                OptionalLong.empty(),
                false,
                maxRequestLength > PieceLayout.BLOCK_LENGTH
                        ? OptionalInt.of(maxRequestLength)
                        : OptionalInt.empty(),
                Standing.NONE);
    }

    public ExtensionHandshake withStanding(Standing ours) {
        return new ExtensionHandshake(
                ids,
                version,
                port,
                yourIp,
                requestQueue,
                metadataSize,
                uploadOnly,
                maxRequestLength,
                ours);
    }

    public ExtensionHandshake withMetadataSize(long bytes) {
        return new ExtensionHandshake(
                ids,
                version,
                port,
                yourIp,
                requestQueue,
                OptionalLong.of(bytes),
                uploadOnly,
                maxRequestLength,
                standing);
    }

    /// @param address the receiver's, 4 or 16 bytes, as we see it
    public ExtensionHandshake withYourIp(byte[] address) {
        return new ExtensionHandshake(
                ids,
                version,
                port,
                Optional.of(address.clone()),
                requestQueue,
                metadataSize,
                uploadOnly,
                maxRequestLength,
                standing);
    }

    public ExtensionHandshake withUploadOnly(boolean only) {
        return new ExtensionHandshake(
                ids,
                version,
                port,
                yourIp,
                requestQueue,
                metadataSize,
                only,
                maxRequestLength,
                standing);
    }

    /// With one extension off, for instance peer exchange in a private torrent: said, since what a
    /// later handshake leaves out stays as it was (BEP 10).
    public ExtensionHandshake without(ExtensionName name) {
        var fewer = new TreeMap<>(ids);
        fewer.put(name.word(), 0);
        return new ExtensionHandshake(
                fewer,
                version,
                port,
                yourIp,
                requestQueue,
                metadataSize,
                uploadOnly,
                maxRequestLength,
                standing);
    }

    /// The number to put on messages of an extension to the sender of this; empty if it does not
    /// speak it.
    public OptionalInt id(ExtensionName name) {
        int id = ids.getOrDefault(name.word(), 0);
        return id == 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /// Reads the payload of an extended message of id 0; empty if it is no dictionary. What has a
    /// type or range it should not have counts as absent.
    public static Optional<ExtensionHandshake> decode(byte[] payload) {
        try {
            return Bencode.decode(payload, BencodeLimits.MESSAGE) instanceof BDictionary said
                    ? Optional.of(of(said))
                    : Optional.empty();
        } catch (BencodeException _) {
            return Optional.empty();
        }
    }

    private static ExtensionHandshake of(BDictionary said) {
        return new ExtensionHandshake(
                said.dictionary("m").map(ExtensionHandshake::ids).orElse(Map.of()),
                said.text("v").map(ExtensionHandshake::shortened),
                within(said.integer("p"), 1, 0xFFFF),
                said.string("yourip")
                        .filter(ip -> ip.length() == 4 || ip.length() == 16)
                        .map(ip -> ip.bytes()),
                within(said.integer("reqq"), 1, Integer.MAX_VALUE),
                said.integer("metadata_size").orElse(0) > 0
                        ? said.integer("metadata_size")
                        : OptionalLong.empty(),
                said.integer("upload_only").orElse(0) == 1,
                within(said.integer("kp_request"), 1, Integer.MAX_VALUE),
                Standing.of(said));
    }

    /// At most [#MAX_VERSION] characters, none of them halved.
    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) > MAX_VERSION
                ? text.substring(0, text.offsetByCodePoints(0, MAX_VERSION))
                : text;
    }

    private static Map<String, Integer> ids(BDictionary names) {
        var ids = new TreeMap<String, Integer>();
        for (var key : names.keys()) {
            if (ids.size() < MAX_IDS
                    && names.find(key).orElse(null) instanceof BInteger(long id)
                    && id >= 0
                    && id <= 0xFF) {
                ids.put(key.text(), (int) id);
            }
        }
        return ids;
    }

    private static OptionalInt within(OptionalLong number, int least, int most) {
        return number.isPresent() && number.getAsLong() >= least && number.getAsLong() <= most
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    public byte[] encode() {
        var names = BDictionary.builder();
        ids.forEach((name, id) -> names.put(name, id));
        var said = BDictionary.builder().put("m", names.build());
        version.ifPresent(text -> said.put("v", text));
        port.ifPresent(number -> said.put("p", number));
        yourIp.ifPresent(bytes -> said.put("yourip", bytes));
        requestQueue.ifPresent(number -> said.put("reqq", number));
        metadataSize.ifPresent(number -> said.put("metadata_size", number));
        if (uploadOnly) {
            said.put("upload_only", 1);
        }
        maxRequestLength.ifPresent(number -> said.put("kp_request", number));
        standing.putInto(said);
        return Bencode.encode(said.build());
    }

    public Extended toMessage() {
        return new Extended(ID, encode());
    }
}
