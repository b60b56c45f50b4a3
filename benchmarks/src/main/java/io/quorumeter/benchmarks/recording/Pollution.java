package io.quorumeter.benchmarks.recording;

import io.quorumeter.NamedInstruments;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Calls a call site with three implementations in turn, often enough for the optimizing compiler to have seen them all.
 *
 * <p>A call site that only ever saw one class is inlined by its name, and its figure is one that a program with two collectors,
 * a disabled one or a guarded one never sees. The live implementation comes last, so the two places that the profile has
 * for classes are taken by the others, and the compiled call is a look-up in the class of whatever it meets.
 */
final class Pollution {
    private static final int ROUNDS = 100_000;

    private Pollution() {}

    /**
     * Pollutes a call site.
     *
     * @param <I> the interface that it calls
     * @param type that interface
     * @param live what is measured afterwards
     * @param noop the one that forgets
     * @param site runs the call site with what it is given
     */
    static <I> void pollute(Class<I> type, I live, I noop, Consumer<? super I> site) {
        I guarded = guarded(type, live);
        for (int i = 0; i < ROUNDS; i++) {
            site.accept(noop);
            site.accept(guarded);
            site.accept(live);
        }
    }

    /** An implementation that passes everything on; and on its way through default methods it is itself what they call. */
    static <I> I guarded(Class<I> type, I target) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                Object result = method.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : method.invoke(target, arguments);
                return result instanceof NamedInstruments named ? guardedNamed(named, method) : result;
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object guardedNamed(NamedInstruments named, Method method) {
        return method.getReturnType() == NamedInstruments.class ? guarded(NamedInstruments.class, named) : named;
    }
}
