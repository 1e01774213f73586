package io.seedpod.model.tracker.udp;

/// How decoding a request ended, seen from the tracker.
public sealed interface UdpDecoded {
    /// A request, its sender's address proven; a [UdpRequest.Connect] needs no proof.
    record Asked(UdpRequest request) implements UdpDecoded {}

    /// Not a request we answer as such.
    ///
    /// @param reason what, value and expectation; fit to be sent
    /// @param transactionId that of the packet, 0 if it was too short to have one
    /// @param maxAnswerLength 0 = stay silent; else an error of at most so many bytes may be sent:
    ///     to an unproven sender never more than it sent
    record Refused(String reason, int transactionId, int maxAnswerLength) implements UdpDecoded {
        public boolean mayAnswer() {
            return maxAnswerLength > 0;
        }
    }
}
