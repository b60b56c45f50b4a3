package io.quorumeter.testkit.metrics;

import java.util.List;
import java.util.stream.Collectors;

/** Not a failure of its own: what a collector held when a test failed, carried to the report by the failure that it is suppressed in. */
public final class MetricsDump extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int CALLS_SHOWN = 20;

    MetricsDump(TestMetricsCollector collector) {
        super(text(collector), null, false, false);
    }

    private static String text(TestMetricsCollector collector) {
        List<RecordedCall> calls = collector.calls();
        String dump = collector.dump();
        List<RecordedCall> last = calls.subList(Math.max(0, calls.size() - CALLS_SHOWN), calls.size());
        return "the metrics after " + collector.clock().elapsed() + ":\n"
                + (dump.isEmpty() ? "nothing moved\n" : dump)
                + title(last.size(), calls.size() + collector.callsDropped())
                + last.stream().map(call -> "  " + call + "\n").collect(Collectors.joining());
    }

    private static String title(int shown, long all) {
        if (all == 0) {
            return "no calls";
        }
        if (shown < all) {
            return "the last " + shown + " of " + all + " calls:\n";
        }
        return all == 1 ? "the only call:\n" : "the " + all + " calls:\n";
    }
}
