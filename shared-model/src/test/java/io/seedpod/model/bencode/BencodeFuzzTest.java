package io.seedpod.model.bencode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/// Any bytes give a value or a refusal, and what strict reading takes is canonical.
class BencodeFuzzTest {
    @FuzzTest
    void strict(byte[] bytes) {
        try {
            byte[] again = Bencode.encode(Bencode.decode(bytes, BencodeLimits.METAINFO));
            if (!Arrays.equals(bytes, again)) {
                throw new IllegalStateException("not canonical, and taken");
            }
        } catch (BencodeException _) {
            // The other outcome.
        }
    }

    @FuzzTest
    void prefixOfAMessage(byte[] bytes) {
        try {
            var prefix = Bencode.decodePrefix(bytes, 0, bytes.length, BencodeLimits.MESSAGE);
            byte[] again = Bencode.encode(prefix.value());
            if (prefix.end() > bytes.length
                    || !Bencode.decode(again, BencodeLimits.MESSAGE).equals(prefix.value())) {
                throw new IllegalStateException("not read back");
            }
        } catch (BencodeException _) {
            // The other outcome.
        }
    }
}
