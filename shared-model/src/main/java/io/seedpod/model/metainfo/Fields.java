package io.seedpod.model.metainfo;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BInteger;
import io.seedpod.model.bencode.BList;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.metainfo.MetainfoException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds what a torrent's dictionaries must hold, and says what is missing or of the wrong kind.
final class Fields {
    private Fields() {}

    static BDictionary decode(byte[] bytes, String what) throws MetainfoException {
        try {
            if (Bencode.decode(bytes, BencodeLimits.METAINFO) instanceof BDictionary dictionary) {
                return dictionary;
            }
        } catch (BencodeException e) {
            boolean large =
                    switch (e.problem()) {
                        case TOO_LONG, TOO_DEEP, TOO_MANY_VALUES -> true;
                        default -> false;
                    };
            throw new MetainfoException(
                    large ? Problem.TOO_LARGE : Problem.NOT_BENCODE,
                    what + " is not valid bencode: " + e.getMessage());
        }
        throw new MetainfoException(Problem.WRONG_TYPE, what + " is no dictionary");
    }

    static OptionalLong integer(BDictionary dictionary, String key) throws MetainfoException {
        var value = dictionary.find(key);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (value.get() instanceof BInteger(long number)) {
            return OptionalLong.of(number);
        }
        throw wrongType(key, "integer", value.get());
    }

    static long requireInteger(BDictionary dictionary, String key) throws MetainfoException {
        var value = integer(dictionary, key);
        if (value.isEmpty()) {
            throw missing(key);
        }
        return value.getAsLong();
    }

    static Optional<BString> string(BDictionary dictionary, String key) throws MetainfoException {
        var value = dictionary.find(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof BString string) {
            return Optional.of(string);
        }
        throw wrongType(key, "string", value.get());
    }

    static BString requireString(BDictionary dictionary, String key) throws MetainfoException {
        var value = string(dictionary, key);
        if (value.isEmpty()) {
            throw missing(key);
        }
        return value.get();
    }

    static Optional<List<BValue>> list(BDictionary dictionary, String key)
            throws MetainfoException {
        var value = dictionary.find(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof BList(var values)) {
            return Optional.of(values);
        }
        throw wrongType(key, "list", value.get());
    }

    /// Text in UTF-8; a name that is not UTF-8 would have no one meaning on all peers.
    static String utf8(BString string, Problem problem, String key) throws MetainfoException {
        var text = string.strictText();
        if (text.isEmpty()) {
            throw new MetainfoException(
                    problem, key + " is not UTF-8: " + PathRules.printable(List.of(string.text())));
        }
        return text.get();
    }

    /// A list of strings, each in UTF-8.
    static List<String> texts(List<BValue> values, Problem problem, String key)
            throws MetainfoException {
        var texts = new ArrayList<String>();
        for (BValue value : values) {
            if (!(value instanceof BString string)) {
                throw wrongType(key, "list of strings", value);
            }
            texts.add(utf8(string, problem, key));
        }
        return texts;
    }

    static MetainfoException missing(String key) {
        return new MetainfoException(Problem.MISSING_KEY, "key is missing: " + key);
    }

    private static MetainfoException wrongType(String key, String expected, BValue found) {
        return new MetainfoException(
                Problem.WRONG_TYPE,
                key + " holds a " + found.kind() + " (expected: " + expected + ")");
    }
}
