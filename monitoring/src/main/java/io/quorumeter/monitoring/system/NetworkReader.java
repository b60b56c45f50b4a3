package io.quorumeter.monitoring.system;

import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.LabelValue;
import io.quorumeter.monitoring.system.SystemFamilies.Direction;
import io.quorumeter.monitoring.system.SystemFamilies.Part;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads {@code /proc/net/dev}: what went through each interface of the process's network namespace. The bandwidth of the machine is that of
 * its physical interfaces, since what goes through a bridge or a tunnel goes through one of these, too; in a container, which has none, it
 * is that of all interfaces but the loopback.
 */
final class NetworkReader implements SystemReader {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String LOOPBACK = "lo";

    /** The file has so many columns for what was received, and again for what was sent. */
    private static final int COLUMNS_EACH = 8;

    private static final List<Declaration<Counter>> RECEIVED = List.of(
            SystemFamilies.RECEIVED_BYTES,
            SystemFamilies.RECEIVED_PACKETS,
            SystemFamilies.RECEIVE_ERRORS,
            SystemFamilies.RECEIVE_DROPS);
    private static final List<Declaration<Counter>> SENT = List.of(
            SystemFamilies.SENT_BYTES,
            SystemFamilies.SENT_PACKETS,
            SystemFamilies.SEND_ERRORS,
            SystemFamilies.SEND_DROPS);

    private final Kernel kernel;
    private final KernelFile file;
    private final SystemSeries shown;
    private final LongSupplier nanoTime;
    private final Rows<Interface> interfaces = new Rows<>(Interface::new, gone -> gone.series.end());
    private final Bandwidth received;
    private final Bandwidth sent;
    private long now;

    NetworkReader(Kernel kernel, SystemSeries shown, LongSupplier nanoTime) {
        this.kernel = kernel;
        this.shown = shown;
        this.nanoTime = nanoTime;
        file = kernel.file(Part.NETWORK, "proc/net/dev");
        SystemSeries.Group series = shown.group();
        received = new Bandwidth(series, Direction.RECEIVE);
        sent = new Bandwidth(series, Direction.TRANSMIT);
    }

    @Override
    public void read() {
        now = nanoTime.getAsLong();
        received.begin();
        sent.begin();
        if (file.read()) {
            Scan text = file.text();
            boolean isSane = true;
            while (text.nextLine()) {
                int begin = text.at();
                if (text.behindLast(':')) { // a name may have one, too, and the number may follow at once
                    text.wordFrom(begin);
                    Interface one = interfaces.of(text);
                    isSane &= one != null && one.read(text);
                }
            }
            if (!isSane) {
                file.malformed();
            }
        }
        interfaces.end();
        received.end();
        sent.end();
    }

    /** The sums over interfaces. */
    private static final class Bandwidth {
        private final Reading reading;
        private double physical;
        private double others;

        Bandwidth(SystemSeries.Group series, Direction direction) {
            reading = series.add(SystemFamilies.BANDWIDTH, LabelValue.of(direction));
        }

        void begin() {
            physical = Double.NaN;
            others = Double.NaN;
        }

        void add(double rate, boolean isPhysical) {
            if (isPhysical) {
                physical = (Double.isNaN(physical) ? 0 : physical) + rate;
            } else {
                others = (Double.isNaN(others) ? 0 : others) + rate;
            }
        }

        void end() {
            reading.set(Double.isNaN(physical) ? others : physical);
        }
    }

    private final class Interface {
        private final SystemSeries.Group series = shown.group();
        private final boolean isLoopback;
        private final boolean isPhysical;
        private final Way in;
        private final Way out;
        private final Recent nanos = new Recent();

        Interface(String name) {
            isLoopback = name.equals(LOOPBACK);
            isPhysical = kernel.has("sys/class/net/" + name + "/device");
            in = new Way(series, name, RECEIVED, Direction.RECEIVE, received);
            out = new Way(series, name, SENT, Direction.TRANSMIT, sent);
        }

        boolean read(Scan text) {
            double seconds = nanos.rise(now) / NANOS_PER_SECOND;
            boolean isSane = in.read(text);
            text.skip(COLUMNS_EACH - RECEIVED.size());
            isSane &= out.read(text);
            if (!isSane) {
                series.clear();
            } else if (!nanos.isFirst() && seconds > 0) {
                in.rate(seconds);
                out.rate(seconds);
            }
            return isSane;
        }

        /** One direction. */
        private final class Way {
            private final Reading[] readings = new Reading[RECEIVED.size()];
            private final Rise[] totals = new Rise[RECEIVED.size()];
            private final Reading rate;
            private final Bandwidth sum;
            private final Recent recent = new Recent();
            private long rise;

            Way(
                    SystemSeries.Group series,
                    String name,
                    List<Declaration<Counter>> rows,
                    Direction direction,
                    Bandwidth sum) {
                for (int i = 0; i < readings.length; i++) {
                    readings[i] = series.add(rows.get(i), name);
                    totals[i] = new Rise();
                }
                rate = series.add(SystemFamilies.NETWORK_RATE, name, LabelValue.of(direction));
                this.sum = sum;
            }

            boolean read(Scan text) {
                boolean isSane = true;
                for (int i = 0; i < readings.length; i++) {
                    long number = text.number();
                    isSane &= number >= 0;
                    long total = totals[i].to(number);
                    readings[i].set(total);
                    rise = i == 0 ? recent.rise(total) : rise;
                }
                return isSane;
            }

            void rate(double seconds) {
                rate.set(rise / seconds);
                if (!isLoopback) {
                    sum.add(rise / seconds, isPhysical);
                }
            }
        }
    }
}
