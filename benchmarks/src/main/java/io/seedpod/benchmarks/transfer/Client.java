package io.seedpod.benchmarks.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A BitTorrent program under measurement: how a user starts it as seeder and as leecher.
///
/// Both run until they are ended from outside, so that their counters can still be read when the
/// transfer is over.
interface Client {
    /// Name in the report, and of the pair: `aria2` stands for aria2 giving to aria2.
    String name();

    /// Version line for the report; throws when the program is not installed or not built.
    String version() throws IOException;

    /// Files that must stand in `home` before the start.
    default void prepare(Path home, Place place) throws IOException {}

    /// Command that seeds the torrent's content from `place.data()`, after checking it.
    List<String> seed(Path home, Place place);

    /// Command that fetches the torrent's content into `place.data()` and goes on seeding.
    List<String> fetch(Path home, Place place);

    /// True once the content in `place.data()` is whole, verified and under its own name. Called
    /// often: must be cheap.
    boolean finished(Place place);

    /// Peak of the managed heap in bytes, or -1 where there is none. Called after the program's
    /// end.
    default long heapPeakBytes(Path home) throws IOException {
        return -1;
    }
}
