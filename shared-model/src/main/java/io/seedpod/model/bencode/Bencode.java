package io.seedpod.model.bencode;

import java.util.Arrays;

/// Reads and writes bencode (BEP 3).
///
/// The reader is total: any bytes give a value or a `BencodeException`, within the limits. It
/// copies the input once; the values share that copy.
public final class Bencode {
    private Bencode() {}

    /// The one value that fills all of `bytes`.
    public static BValue decode(byte[] bytes, BencodeLimits limits) throws BencodeException {
        var prefix = decodePrefix(bytes, 0, bytes.length, limits);
        if (prefix.end() != bytes.length) {
            throw new BencodeException(
                    BencodeException.Problem.TRAILING_BYTES,
                    prefix.end(),
                    (bytes.length - prefix.end()) + " bytes follow the value");
        }
        return prefix.value();
    }

    /// The value that begins at `offset`; more bytes may follow it before `end`.
    public static DecodedPrefix decodePrefix(
            byte[] bytes, int offset, int end, BencodeLimits limits) throws BencodeException {
        // Longer than allowed is only wrong if the value itself is: read up to the limit.
        long limit = Math.min(end, (long) offset + limits.maxLength());
        var reader =
                new Reader(Arrays.copyOfRange(bytes, offset, (int) limit), limit < end, limits);
        BValue value = reader.value(0);
        return new DecodedPrefix(value, offset + reader.position());
    }

    public static byte[] encode(BValue value) {
        var sink = new Sink();
        write(value, sink);
        return sink.toBytes();
    }

    static void write(BValue value, Sink sink) {
        switch (value) {
            case BInteger(long number) -> {
                sink.mark('i');
                sink.number(number);
                sink.mark('e');
            }
            case BString string -> {
                sink.number(string.length());
                sink.mark(':');
                string.write(sink);
            }
            case BList(var values) -> {
                sink.mark('l');
                values.forEach(each -> write(each, sink));
                sink.mark('e');
            }
            case BDictionary dictionary -> dictionary.write(sink);
        }
    }
}
