package io.quorumeter.testkit.metrics;

import io.quorumeter.Declaration;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;

/** The rows of catalogues, for tests that compare all of them with documentation, rules or a snapshot. */
public final class Catalogue {
    private Catalogue() {}

    /**
     * Lists the declarations that catalogues have as public constants.
     *
     * @param catalogues final classes of constants
     * @return the rows, in the order of the classes and of the constants in each
     */
    public static List<Declaration<?>> rows(Class<?>... catalogues) {
        return Stream.of(catalogues)
                .flatMap(catalogue -> Stream.of(catalogue.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Declaration.class)
                .<Declaration<?>>map(field -> {
                    try {
                        return (Declaration<?>) field.get(null);
                    } catch (IllegalAccessException closed) {
                        throw new IllegalArgumentException(field + " cannot be read: make its class public", closed);
                    }
                })
                .toList();
    }
}
