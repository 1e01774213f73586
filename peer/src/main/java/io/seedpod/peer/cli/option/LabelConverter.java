package io.seedpod.peer.cli.option;

import io.seedpod.model.tracker.Labels;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a node, zone or region. Names of Kubernetes nodes may be longer than trackers
/// take; their beginnings tell them apart.
public final class LabelConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        var word = text.strip();
        var kept = word.length() > Labels.MAX_LENGTH ? word.substring(0, Labels.MAX_LENGTH) : word;
        if (!Labels.isWord(kept)) {
            throw new TypeConversionException(
                    "'%s' is no name of a place (expected: letters, digits, dots, underscores and dashes)"
                            .formatted(text));
        }
        return kept;
    }
}
