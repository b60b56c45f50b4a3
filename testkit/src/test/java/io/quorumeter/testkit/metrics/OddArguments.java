package io.quorumeter.testkit.metrics;

import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.ThrowingRunnable;
import io.quorumeter.ThrowingSupplier;
import io.quorumeter.ValidatorSet;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Arguments that nobody should pass: null wherever an object may stand, numbers at the ends of their ranges, text that is no name. */
final class OddArguments {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x_total",
            "x_seconds",
            "x_bytes",
            "x",
            "thread_count",
            "hits-total",
            "quorumeter_series",
            "result",
            "le",
            "__name__",
            "9",
            "peer",
            "\uD800",
            "a\uDC00b",
            "\uD83D\uDE00",
            "\u0000",
            "line\nline",
            "\u202Eevil",
            "y".repeat(255),
            "y".repeat(256),
            "z".repeat(1_025),
            "z".repeat(1_022) + "\uD83D\uDE00\uD83D\uDE00",
            "w".repeat(100_000));
    private static final long[] LONGS = {
        0,
        1,
        -1,
        1_000,
        -1_000,
        1L << 53,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 1,
        Integer.MAX_VALUE + 1L
    };
    private static final double[] DOUBLES = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        1e300,
        -1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        0x1p63,
        Double.NaN,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY
    };
    private static final Duration[] DURATIONS = {
        Duration.ZERO,
        Duration.ofMillis(5),
        Duration.ofNanos(-1),
        Duration.ofSeconds(Long.MAX_VALUE),
        Duration.ofSeconds(Long.MIN_VALUE),
        Duration.ofDays(200_000)
    };
    private static final Instant[] INSTANTS = {
        Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.ofEpochSecond(1_700_000_000), Instant.ofEpochMilli(-1)
    };

    private final Random random;

    OddArguments(Random random) {
        this.random = random;
    }

    @Nullable
    Object[] of(Method method) {
        return of(method.getParameterTypes());
    }

    private @Nullable Object[] of(Class<?>... types) {
        return Arrays.stream(types).map(this::of).toArray();
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private @Nullable Object of(Class<?> type) {
        if (type == long.class) {
            return oneOf(LONGS);
        } else if (type == int.class) {
            return (int) oneOf(LONGS);
        } else if (type == double.class) {
            return DOUBLES[random.nextInt(DOUBLES.length)];
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (isOperation(type)) {
            return operation(type);
        }
        return random.nextInt(4) == 0 ? null : object(type);
    }

    private long oneOf(long... numbers) {
        return numbers[random.nextInt(numbers.length)];
    }

    private @Nullable Object object(Class<?> type) {
        if (type == String.class) {
            return text();
        } else if (type == Labels.class) {
            return labels();
        } else if (type == Duration.class) {
            return DURATIONS[random.nextInt(DURATIONS.length)];
        } else if (type == Instant.class) {
            return INSTANTS[random.nextInt(INSTANTS.length)];
        } else if (type == MetricType.class || type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        } else if (type == Object.class) {
            return text();
        } else if (type == ValidatorSet.class) {
            int size = 1 + random.nextInt(5);
            return ValidatorSet.ofSize(size).ownIndex(random.nextInt(size + 1) - 1);
        } else if (type.isRecord()) {
            return record(type);
        } else if (type.isSealed()) {
            return event(type);
        }
        return null;
    }

    /** An event that is made by factories, by one of them and with each of its parts or without. */
    private Object event(Class<?> type) {
        List<Method> factories = sorted(type.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .toList();
        try {
            Method factory = factories.get(random.nextInt(factories.size()));
            Object draft = factory.invoke(null, of(factory.getParameterTypes()));
            for (Method part : sorted(factory.getReturnType().getMethods()).toList()) {
                if (part.getReturnType() == factory.getReturnType() && random.nextBoolean()) {
                    draft = part.invoke(draft, of(part.getParameterTypes()));
                }
            }
            return factory.getReturnType().getMethod("at", long.class).invoke(draft, of(new Class<?>[] {long.class}));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Stream<Method> sorted(Method[] methods) {
        return Arrays.stream(methods).sorted(Comparator.comparing(Method::getName));
    }

    private @Nullable Object record(Class<?> type) {
        Class<?>[] parts = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(parts).newInstance(of(parts));
        } catch (ReflectiveOperationException refused) {
            return null;
        }
    }

    private Labels labels() {
        Labels labels = Labels.of();
        for (String name : List.of("a", "result", "le", "peer", "b").subList(0, random.nextInt(6))) {
            labels = labels.with(name, text());
        }
        return labels;
    }

    static boolean isOperation(Class<?> type) {
        return type == ThrowingRunnable.class || type == ThrowingSupplier.class || type == Supplier.class;
    }

    /** What is measured: returns an object or null, or throws. */
    private Object operation(Class<?> type) {
        return switch (random.nextInt(3)) {
            case 0 -> new Measured(null, null);
            case 1 -> new Measured(null, new IllegalStateException("the operation's own"));
            default ->
                new Measured(type == Supplier.class ? CompletableFuture.completedFuture("done") : new Object(), null);
        };
    }

    /** Counts how often it runs. */
    static final class Measured
            implements ThrowingRunnable<RuntimeException>,
                    ThrowingSupplier<@Nullable Object, RuntimeException>,
                    Supplier<@Nullable Object> {
        final @Nullable Object result;
        final @Nullable RuntimeException failure;
        int runs;

        private Measured(@Nullable Object result, @Nullable RuntimeException failure) {
            this.result = result;
            this.failure = failure;
        }

        @Override
        public void run() {
            get();
        }

        @Override
        public @Nullable Object get() {
            runs++;
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }
}
