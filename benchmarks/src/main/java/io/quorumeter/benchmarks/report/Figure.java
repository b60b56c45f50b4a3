package io.quorumeter.benchmarks.report;

/**
 * One figure of one benchmark.
 *
 * @param benchmark class and method, as in {@code BoundCounter.longAdder}
 * @param threads how many threads run it at once; 0 for what is not run by threads, such as a size in memory
 * @param scraped whether a reader scrapes meanwhile
 * @param quantity what of it
 */
public record Figure(String benchmark, int threads, boolean scraped, Quantity quantity) {
    /** What is measured of a benchmark. */
    public enum Quantity {
        /** Time per operation and thread, in nanoseconds. */
        NANOS,
        /** Allocation per operation, or size, in bytes. */
        BYTES
    }

    /** {@return the time of a benchmark, nobody scraping} */
    public static Figure nanos(String benchmark, int threads) {
        return new Figure(benchmark, threads, false, Quantity.NANOS);
    }

    /** {@return the allocation of a benchmark} */
    public static Figure allocation(String benchmark, int threads) {
        return new Figure(benchmark, threads, false, Quantity.BYTES);
    }

    /** {@return a size in memory} */
    public static Figure size(String name) {
        return new Figure("Memory." + name, 0, false, Quantity.BYTES);
    }

    /** {@return the same while a reader scrapes} */
    public Figure whileScraped() {
        return new Figure(benchmark, threads, true, quantity);
    }

    /** {@return the allocation of the same} */
    public Figure allocated() {
        return new Figure(benchmark, threads, scraped, Quantity.BYTES);
    }

    /** {@return the benchmark's class} */
    public String group() {
        return benchmark.substring(0, benchmark.indexOf('.'));
    }

    /** {@return the benchmark's method} */
    public String subject() {
        return benchmark.substring(benchmark.indexOf('.') + 1);
    }

    /** {@return what tells it from a figure of ours in a line} */
    String label(Figure ours) {
        if (benchmark.equals(ours.benchmark)) {
            return scraped == ours.scraped ? "with " + threads + " threads" : scraped ? "scraped" : "unscraped";
        }
        return subject().equals(ours.subject()) ? group() : subject();
    }

    @Override
    public String toString() {
        String with = threads == 0 ? "" : " with " + threads + (threads == 1 ? " thread" : " threads");
        return benchmark + with + (scraped ? ", scraped" : "") + " (" + (quantity == Quantity.NANOS ? "time" : "bytes")
                + ")";
    }
}
