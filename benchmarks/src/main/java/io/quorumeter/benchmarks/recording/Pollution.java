package io.quorumeter.benchmarks.recording;

import io.quorumeter.MetricsCollector;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls a call site with three implementations in turn, often enough for the optimizing compiler to have seen them all.
 *
 * <p>A call site that only ever saw one class is inlined by its name, and its figure is one that a program with two collectors,
 * a disabled one or a guarded one never sees. The live implementation comes when the two places that the profile has for classes
 * are taken by the others, so however often it is met later, the compiled call is a look-up in the class of whatever it meets.
 *
 * <p>What is called here is made for it; what is measured afterwards is untouched until then.
 */
final class Pollution {
    private static final int ROUNDS = 100_000;

    private Pollution() {}

    /**
     * Pollutes a call site.
     *
     * @param make what to call, made by a collector
     * @param site runs the call site with what it is given
     */
    static <T> void pollute(Function<MetricsCollector, T> make, Consumer<? super T> site) {
        MetricsCollector collector = io.quorumeter.core.Quorumeter.newCollector();
        T live = make.apply(collector);
        T noop = make.apply(MetricsCollector.noop());
        T guarded = make.apply(guarded(MetricsCollector.class, collector));
        for (int i = 0; i < ROUNDS; i++) {
            site.accept(noop);
            site.accept(guarded);
        }
        for (int i = 0; i < ROUNDS; i++) {
            site.accept(noop);
            site.accept(guarded);
            site.accept(live);
        }
    }

    /** Passes everything on to the target, and guards what that gives in the same way. */
    private static <I> I guarded(Class<I> type, I target) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            try {
                return guardedResult(method, arguments, method.invoke(target, arguments));
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object guardedResult(
            Method method, Object @Nullable [] arguments, @Nullable Object result) {
        if (result == null) {
            return null;
        }
        Class<?> type = arguments != null && arguments.length > 0 && arguments[0] instanceof Class<?> instrument
                ? instrument
                : method.getReturnType();
        return type.isInterface() && type.getPackageName().startsWith("io.quorumeter")
                ? guardedAs(type, result)
                : result;
    }

    private static <I> I guardedAs(Class<I> type, Object target) {
        return guarded(type, type.cast(target));
    }
}
