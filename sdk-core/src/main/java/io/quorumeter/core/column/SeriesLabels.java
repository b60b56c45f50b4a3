package io.quorumeter.core.column;

import io.quorumeter.Labels;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a family's series as a list that finds a series in constant time: the first search in a long list makes an index, which
 * lives as long as the list. Immutable; two lists may share an array as long as no entry before their ends is written. For engines.
 */
public final class SeriesLabels extends AbstractList<Labels> implements RandomAccess {
    private static final int FEW = 8;

    private final Labels[] labels;
    private final int size;

    /** Open addressing: index + 1 of a series at the place of its hash or behind, 0 where there is none. */
    private volatile int @Nullable [] places;

    /**
     * Creates a list of the first labels of an array.
     *
     * @param labels the array, not to be written to before {@code size} from now on
     * @param size how many of them
     */
    public SeriesLabels(Labels[] labels, int size) {
        this.labels = labels;
        this.size = size;
    }

    /**
     * Returns the same labels in a list that finds them in constant time.
     *
     * @param labels the labels
     * @return the list
     */
    public static SeriesLabels of(List<Labels> labels) {
        return labels instanceof SeriesLabels found
                ? found
                : new SeriesLabels(labels.toArray(new Labels[0]), labels.size());
    }

    @Override
    public Labels get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("series " + index + " of " + size);
        }
        return labels[index];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int indexOf(@Nullable Object wanted) {
        if (size <= FEW) {
            return super.indexOf(wanted);
        }
        if (wanted == null) {
            return -1;
        }
        int[] table = places;
        if (table == null) {
            table = index();
            places = table;
        }
        int mask = table.length - 1;
        for (int i = start(wanted, mask); table[i] != 0; i = (i + 1) & mask) {
            if (wanted.equals(labels[table[i] - 1])) {
                return table[i] - 1;
            }
        }
        return -1;
    }

    @Override
    public boolean contains(@Nullable Object wanted) {
        return indexOf(wanted) >= 0;
    }

    private int[] index() {
        int[] table = new int[Integer.highestOneBit(size) * 4];
        int mask = table.length - 1;
        for (int series = 0; series < size; series++) {
            int i = start(labels[series], mask);
            while (table[i] != 0) {
                i = (i + 1) & mask;
            }
            table[i] = series + 1;
        }
        return table;
    }

    private static int start(Object labels, int mask) {
        int hash = labels.hashCode() * 0x9E3779B9;
        return (hash ^ (hash >>> 15)) & mask;
    }
}
