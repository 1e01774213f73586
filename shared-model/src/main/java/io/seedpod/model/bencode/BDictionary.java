package io.seedpod.model.bencode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A dictionary, `d…e`: keys of bytes, sorted, each once.
///
/// One that was read remembers the bytes it was read from, and they are what is written again: an
/// infohash is that of the bytes received, never of our re-encoding. A finder is empty when the key
/// is absent *or* its value is of another kind.
public final class BDictionary implements BValue {
    private final List<BString> keys;
    private final List<BValue> values;
    private final byte[] whole;
    private final int start;
    private final int end;

    /// Keys are sorted; `whole[start, end)` is the dictionary's own encoding and is never written.
    BDictionary(List<BString> keys, List<BValue> values, byte[] whole, int start, int end) {
        this.keys = Collections.unmodifiableList(keys);
        this.values = Collections.unmodifiableList(values);
        this.whole = whole;
        this.start = start;
        this.end = end;
    }

    public static Builder builder() {
        return new Builder();
    }

    /// A copy of the bytes this dictionary was read from, or is written as.
    public byte[] source() {
        return Arrays.copyOfRange(whole, start, end);
    }

    /// The keys in order.
    public List<BString> keys() {
        return keys;
    }

    public Optional<BValue> find(BString key) {
        int index = Collections.binarySearch(keys, key);
        return index < 0 ? Optional.empty() : Optional.of(values.get(index));
    }

    public Optional<BValue> find(String key) {
        return find(BString.of(key));
    }

    public OptionalLong integer(String key) {
        return find(key).orElse(null) instanceof BInteger(long value)
                ? OptionalLong.of(value)
                : OptionalLong.empty();
    }

    public Optional<BString> string(String key) {
        return find(key).filter(BString.class::isInstance).map(BString.class::cast);
    }

    /// A string as text, by `BString.text`.
    public Optional<String> text(String key) {
        return string(key).map(BString::text);
    }

    public Optional<List<BValue>> list(String key) {
        return find(key).filter(BList.class::isInstance).map(value -> ((BList) value).values());
    }

    public Optional<BDictionary> dictionary(String key) {
        return find(key).filter(BDictionary.class::isInstance).map(BDictionary.class::cast);
    }

    /// A builder that begins with this dictionary's entries.
    public Builder toBuilder() {
        var builder = builder();
        for (int i = 0; i < keys.size(); i++) {
            builder.put(keys.get(i), values.get(i));
        }
        return builder;
    }

    void write(Sink sink) {
        sink.bytes(whole, start, end);
    }

    @Override
    public String kind() {
        return "dictionary";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BDictionary dictionary
                && keys.equals(dictionary.keys)
                && values.equals(dictionary.values);
    }

    @Override
    public int hashCode() {
        return 31 * keys.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < keys.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(keys.get(i)).append('=').append(values.get(i));
        }
        return text.append('}').toString();
    }

    /// Collects entries in any order; a key put twice keeps the later value.
    public static final class Builder {
        private final Map<BString, BValue> entries = new TreeMap<>();

        private Builder() {}

        public Builder put(BString key, BValue value) {
            entries.put(key, value);
            return this;
        }

        public Builder put(String key, BValue value) {
            return put(BString.of(key), value);
        }

        public Builder put(String key, long value) {
            return put(key, new BInteger(value));
        }

        public Builder put(String key, String text) {
            return put(key, BString.of(text));
        }

        public Builder put(String key, byte[] bytes) {
            return put(key, BString.of(bytes));
        }

        public Builder put(String key, List<? extends BValue> values) {
            return put(key, new BList(List.copyOf(values)));
        }

        public Builder remove(String key) {
            entries.remove(BString.of(key));
            return this;
        }

        public BDictionary build() {
            var sink = new Sink();
            sink.mark('d');
            entries.forEach(
                    (key, value) -> {
                        Bencode.write(key, sink);
                        Bencode.write(value, sink);
                    });
            sink.mark('e');
            byte[] bytes = sink.toBytes();
            return new BDictionary(
                    new ArrayList<>(entries.keySet()),
                    new ArrayList<>(entries.values()),
                    bytes,
                    0,
                    bytes.length);
        }
    }
}
