package io.quorumeter.benchmarks.memory;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jol.vm.VM;
import org.openjdk.jol.vm.VirtualMachine;

/**
 * What an instrument takes that is its own: the objects reachable from it, as JOL sizes them, without those that it shares.
 *
 * <p>From an instrument the whole collector can be reached. What is shared is told from what is the instrument's own by a twin, an
 * instrument of the same family that was used in the same way: both are walked side by side, and where both point to the same object,
 * that object is shared and so is what lies behind it. Threads and classes, which owners and the JVM refer to, are nobody's own.
 */
final class OwnSize {
    private final VirtualMachine vm = VM.current();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Pair> open = new ArrayDeque<>();

    private OwnSize() {}

    private record Pair(Object one, @Nullable Object twin) {}

    /** {@return how many bytes the one instrument takes, seen beside its twin} */
    static long of(Object instrument, Object twin) {
        return new OwnSize().walk(instrument, twin);
    }

    private long walk(Object instrument, Object twin) {
        visit(instrument, twin);
        long bytes = 0;
        while (!open.isEmpty()) {
            Pair pair = open.pop();
            bytes += vm.sizeOf(pair.one);
            if (pair.one instanceof Object[] elements) {
                Object[] twins = pair.twin instanceof Object[] array ? array : new Object[0];
                for (int i = 0; i < elements.length; i++) {
                    visit(elements[i], i < twins.length ? twins[i] : null);
                }
            } else {
                visitFields(pair);
            }
        }
        return bytes;
    }

    private void visitFields(Pair pair) {
        Object twin = pair.twin != null && pair.twin.getClass() == pair.one.getClass() ? pair.twin : null;
        for (Class<?> type = pair.one.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                    long offset = vm.fieldOffset(field);
                    visit(vm.getObject(pair.one, offset), twin == null ? null : vm.getObject(twin, offset));
                }
            }
        }
    }

    private void visit(@Nullable Object one, @Nullable Object twin) {
        if (one != null && one != twin && !(one instanceof Thread) && !(one instanceof Class<?>) && seen.add(one)) {
            open.push(new Pair(one, twin));
        }
    }
}
