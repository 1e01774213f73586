package io.seedpod.model.tracker;

import java.util.List;

/// A tracker's answer to a scrape, in the order of the request.
public record ScrapeResponse(List<ScrapeEntry> entries) {
    public ScrapeResponse {
        entries = List.copyOf(entries);
    }
}
