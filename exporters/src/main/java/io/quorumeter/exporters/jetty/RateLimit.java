package io.quorumeter.exporters.jetty;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often a client of another machine may ask: each address has ten seconds' worth of requests, which come back with time. Programs on
 * this machine are not limited. Knows the last addresses only. Safe from any thread.
 */
final class RateLimit {
    private static final int ADDRESSES = 4_096;
    private static final int BURST_SECONDS = 10;
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    /** What an address had left at a time. */
    private record Left(double requests, long at) {}

    private final double perSecond;
    private final Map<InetAddress, Left> clients = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Left> eldest) {
            return size() > ADDRESSES;
        }
    };

    RateLimit(double perSecond) {
        this.perSecond = perSecond;
    }

    synchronized boolean allows(InetAddress client, long now) {
        if (client.isLoopbackAddress()) {
            return true;
        }
        double most = Math.max(1, BURST_SECONDS * perSecond);
        Left before = clients.getOrDefault(client, new Left(most, now));
        double requests = Math.min(most, before.requests + (now - before.at) / SECOND * perSecond);
        boolean isAllowed = requests >= 1;
        clients.put(client, new Left(isAllowed ? requests - 1 : requests, now));
        return isAllowed;
    }
}
