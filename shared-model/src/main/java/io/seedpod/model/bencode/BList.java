package io.seedpod.model.bencode;

import java.util.List;

/// A list, `l…e`.
public record BList(List<BValue> values) implements BValue {
    public BList {
        values = List.copyOf(values);
    }

    @Override
    public String kind() {
        return "list";
    }
}
