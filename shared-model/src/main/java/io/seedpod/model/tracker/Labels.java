package io.seedpod.model.tracker;

/// Where a peer runs: node, zone and region, from the inside out. Each is a word, or empty where it
/// is not said.
///
/// @param node the machine, such as a Kubernetes node's name; at most [#MAX_LENGTH] characters of
///     `A-Z a-z 0-9 . _ -`
/// @param zone what fails together, such as a data centre
/// @param region a group of zones
public record Labels(String node, String zone, String region) {
    public static final int MAX_LENGTH = 63;

    /// Nothing said.
    public static final Labels NONE = new Labels("", "", "");

    public Labels {
        require("node", node);
        require("zone", zone);
        require("region", region);
    }

    private static void require(String what, String word) {
        if (!isWord(word)) {
            throw new IllegalArgumentException(
                    what + " '" + word + "' (expected: at most 63 of A-Z a-z 0-9 . _ -)");
        }
    }

    /// Whether a text can be a node, zone or region; the empty text can.
    public static boolean isWord(String text) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '.'
                || letter == '_'
                || letter == '-';
    }

    public boolean areNone() {
        return node.isEmpty() && zone.isEmpty() && region.isEmpty();
    }

    /// These, with zone and region from `other` where neither is said, and with its region where
    /// the zone is the same: a zone that a peer says and a table knows must not be two.
    public Labels orElse(Labels other) {
        boolean saysZone = !zone.isEmpty();
        if (!region.isEmpty() || other.areNone() || (saysZone && !zone.equals(other.zone))) {
            return this;
        }
        boolean takesNode = node.isEmpty() && !saysZone;
        return new Labels(takesNode ? other.node : node, other.zone, other.region);
    }
}
