package io.seedpod.tracker.limits;

/// Who may ask how much, and who is believed about addresses other than its own.
///
/// @param announcers whose announces may name another address
/// @param proxies whose word on whom they speak for is taken
public record Gate(RequestLimit requests, AddressRanges announcers, AddressRanges proxies) {
    /// Holds nobody back and believes nobody.
    public static final Gate OPEN =
            new Gate(RequestLimit.NONE, AddressRanges.NONE, AddressRanges.NONE);
}
