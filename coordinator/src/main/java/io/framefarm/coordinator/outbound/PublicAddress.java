package io.framefarm.coordinator.outbound;

import java.net.InetAddress;

/** Which addresses belong to the internet at large, not to this machine or to the network that it stands in. */
final class PublicAddress {
    private static final int IPV4_BYTES = 4;

    private PublicAddress() {}

    /** Everything but the special-purpose blocks of RFC 6890 and its successors. */
    static boolean is(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == IPV4_BYTES ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] address) {
        int first = address[0] & 0xFF;
        int second = address[1] & 0xFF;
        int third = address[2] & 0xFF;
        boolean thisNetwork = first == 0;
        boolean sharedByCarriers = first == 100 && second >= 64 && second < 128;
        boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean relays = first == 192 && second == 88 && third == 99;
        boolean benchmarks = first == 198 && (second == 18 || second == 19);
        boolean examples =
                (first == 198 && second == 51 && third == 100) || (first == 203 && second == 0 && third == 113);
        boolean reserved = first >= 240;
        return !(thisNetwork || sharedByCarriers || protocols || relays || benchmarks || examples || reserved);
    }

    /** Only 2000::/3 is given out; of that, what carries an IPv4 address inside could lead anywhere. */
    private static boolean isPublic6(byte[] address) {
        int first = ((address[0] & 0xFF) << 8) | (address[1] & 0xFF);
        int second = ((address[2] & 0xFF) << 8) | (address[3] & 0xFF);
        boolean given = first >= 0x2000 && first < 0x4000;
        boolean tunnels = first == 0x2002 || (first == 0x2001 && second < 0x0200);
        boolean examples = first == 0x2001 && second == 0x0db8;
        return given && !tunnels && !examples;
    }
}
