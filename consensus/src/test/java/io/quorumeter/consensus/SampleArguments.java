package io.quorumeter.consensus;

import io.quorumeter.ValidatorSet;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments for an event, of whatever types: different numbers in one call, so that swapped arguments show. */
final class SampleArguments {
    private SampleArguments() {}

    static @Nullable Object[] of(Class<?>... types) throws ReflectiveOperationException {
        @Nullable Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = of(types[i], i);
        }
        return arguments;
    }

    /** Of an event that is made by factories, the types of what it consists of in the end. */
    static Class<?>[] components(Class<?> event) {
        return Arrays.stream(record(event).getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
    }

    static Object record(Class<?> type, @Nullable Object[] parts) throws ReflectiveOperationException {
        return record(type).getDeclaredConstructor(components(type)).newInstance(parts);
    }

    static Class<?> record(Class<?> event) {
        return event.isSealed() ? event.getPermittedSubclasses()[0] : event;
    }

    private static Object of(Class<?> type, int i) throws ReflectiveOperationException {
        if (type == long.class) {
            return 100L + i;
        } else if (type == int.class) {
            return 200 + i;
        } else if (type == BlockId.class) {
            return new BlockId(i, 0, 0, 1);
        } else if (type == Signers.class) {
            return Signers.of(0, 1, 2);
        } else if (type == ValidatorSetChange.class) {
            return new ValidatorSetChange(
                    2, 5, ValidatorSet.ofKeys(List.of("a", "b", "c", "d")).ownIndex(1));
        }
        return type.isEnum() ? type.getEnumConstants()[0] : record(type, of(components(type)));
    }
}
