package io.quorumeter.exporters;

import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The collectors of a page, in the order in which they were registered. */
record Sources(List<MetricsCollector> collectors) {
    /** Reads all of them, one after the other; their snapshots are valid until the page is made. */
    void read(Consumer<List<MetricsSnapshot>> page) {
        read(new ArrayList<>(collectors.size()), page);
    }

    private void read(List<MetricsSnapshot> taken, Consumer<List<MetricsSnapshot>> page) {
        if (taken.size() == collectors.size()) {
            page.accept(taken);
            return;
        }
        collectors.get(taken.size()).read(snapshot -> {
            taken.add(snapshot);
            read(taken, page);
            return taken;
        });
    }
}
