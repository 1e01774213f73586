package io.seedpod.model.tracker.udp;

/// The action numbers of packets: BEP 15's, and ours far from any that others use.
final class UdpAction {
    static final int CONNECT = 0;
    static final int ANNOUNCE = 1;
    static final int SCRAPE = 2;
    static final int ERROR = 3;
    static final int LOOK_UP_NAME = 0x5EED0001;
    static final int PUBLISH_NAME = 0x5EED0002;

    private UdpAction() {}
}
