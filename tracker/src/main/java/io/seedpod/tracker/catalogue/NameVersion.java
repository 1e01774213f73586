package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InvalidNameException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One content of a name, written `name@` and the first 8 to 40 hexadecimal digits of its infohash.
///
/// @param digits lower case
public record NameVersion(CatalogueName name, String digits) {
    static final char SIGN = '@';

    /// Fewest digits that are shown or understood.
    static final int MIN_DIGITS = 8;

    private static final Pattern FORM = Pattern.compile("(.+)@([0-9a-fA-F]{8,40})", Pattern.DOTALL);

    /// Empty for a name that does not read as a version of another.
    public static Optional<NameVersion> of(CatalogueName said) {
        var found = FORM.matcher(said.text());
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new NameVersion(
                            CatalogueName.parse(found.group(1)),
                            found.group(2).toLowerCase(Locale.ROOT)));
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }
}
