package io.seedpod.blackbox.shell.words;

import java.nio.file.Path;

/// A way to say a word to a peer.
interface Manner {
    /// Says it and waits until a text is shown in which the pattern is found; gives what was shown.
    String say(String shows, String... words);

    /// Says something that is not done: why is shown, and a command ends with this code.
    void refuses(int exit, String shows, String... words);

    /// The same, of what may be undone again in a moment: a daemon shares what lies in its folder.
    void refusesSoon(int exit, String shows, String... words);

    /// Says a word that answers `true` or `false`.
    ///
    /// @param exit what a command ends with when it does not hold
    void claims(boolean holds, int exit, String... words);

    /// Chooses a torrent; false where that does not last.
    boolean uses(String torrent);

    /// Where paths begin.
    Path folder();

    /// Where fetched content lands when nothing is said.
    Path arrivals();

    /// Says the last word; it is kept.
    void leaves();
}
