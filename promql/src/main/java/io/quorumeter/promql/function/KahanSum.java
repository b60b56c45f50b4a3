package io.quorumeter.promql.function;

/** A sum with Neumaier's compensation: what rounding loses is added up beside it. */
final class KahanSum {
    private double sum;
    private double lost;

    void add(double value) {
        double next = sum + value;
        if (Double.isInfinite(next)) {
            lost = 0;
        } else if (Math.abs(sum) >= Math.abs(value)) {
            lost += (sum - next) + value;
        } else {
            lost += (value - next) + sum;
        }
        sum = next;
    }

    void scale(double factor) {
        sum *= factor;
        lost *= factor;
    }

    double value() {
        return Double.isInfinite(sum) ? sum : sum + lost;
    }

    /** Returns the sum divided; dividing before the addition keeps a sum near the largest double from overflowing. */
    double dividedBy(double divisor) {
        return Double.isInfinite(sum) ? sum : sum / divisor + lost / divisor;
    }
}
