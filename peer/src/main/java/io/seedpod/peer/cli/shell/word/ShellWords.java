package io.seedpod.peer.cli.shell.word;

import java.util.ArrayList;
import java.util.List;

/// All words of the shell, in the order of its help.
public final class ShellWords {
    private ShellWords() {}

    public static List<Word> all() {
        var words = new ArrayList<Word>();
        words.addAll(TransferWords.all());
        words.addAll(NameWords.all());
        words.addAll(SwarmWords.all());
        words.addAll(PieceWords.all());
        words.addAll(ChunkWords.all());
        words.addAll(DeskWords.all());
        return List.copyOf(words);
    }
}
