package io.seedpod.model.bencode;

/// An integer, `i42e`. What does not fit 64 bits signed is refused on reading.
public record BInteger(long value) implements BValue {
    @Override
    public String kind() {
        return "integer";
    }
}
