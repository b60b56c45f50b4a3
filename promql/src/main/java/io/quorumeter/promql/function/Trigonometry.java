package io.quorumeter.promql.function;

/** The inverse hyperbolic functions, which Java lacks, in the forms that keep their digits near zero. */
final class Trigonometry {
    private Trigonometry() {}

    static double asinh(double x) {
        double size = Math.abs(x);
        double result = size > 1e8
                ? Math.log(size) + Math.log(2)
                : Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(result, x);
    }

    static double acosh(double x) {
        double t = x - 1;
        return x > 1e8 ? Math.log(x) + Math.log(2) : Math.log1p(t + Math.sqrt(2 * t + t * t));
    }

    static double atanh(double x) {
        return 0.5 * Math.log1p(2 * x / (1 - x));
    }
}
