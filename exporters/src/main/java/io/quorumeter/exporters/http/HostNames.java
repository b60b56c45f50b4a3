package io.quorumeter.exporters.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the header {@code Host} (RFC 9110, section 7.2) without ever asking a name service. */
final class HostNames {
    /** What the JDK would not take for an address, such as {@code 999.1.1.1}, it would look up as a name. */
    private static final Pattern ADDRESS = Pattern.compile(
            "OCTET(\\.OCTET){3}|[0-9a-f:.]*:[0-9a-f:.]*".replace("OCTET", "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"));

    private HostNames() {}

    /** The host in lower case, an IPv6 address without its brackets. */
    static String withoutPort(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            int end = lower.indexOf(']');
            return end < 0 ? lower : lower.substring(1, end);
        }
        int colon = lower.indexOf(':');
        return colon < 0 ? lower : lower.substring(0, colon);
    }

    /** Whether it is a name or address of the loopback interface, or this address. */
    static boolean isLoopbackOr(InetAddress local, String host) {
        String name = withoutPort(host);
        if (name.equals("localhost")) {
            return true;
        }
        if (!ADDRESS.matcher(name).matches()) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(name); // a literal, which is not looked up
            return address.isLoopbackAddress() || address.equals(local);
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
