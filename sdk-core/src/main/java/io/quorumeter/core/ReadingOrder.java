package io.quorumeter.core;

import io.quorumeter.MetricDeclarationException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * The order in which a snapshot reads the families: each before the families that cause it. Whoever records an effect has recorded
 * its cause before, so a reader that saw the effect and then looks at the cause finds it. Read the other way round, a commit
 * could slip in between and show without its proposal.
 *
 * <p>Families with callbacks are asked on another thread, and handing over to it costs more than reading a family. So the order is cut
 * into {@linkplain Step steps}, and among the orders that causes allow one with few steps is taken: as long as a family of the same
 * sort may come next, it does. Within a step all callbacks are asked before any series is read. That is as good as asking and reading
 * family by family, as long as only the step's last family has recorded series beside its callbacks: what is kept elsewhere was
 * fixed when it was asked.
 */
final class ReadingOrder {
    /** Families to be read one after another; when {@code asks}, their callbacks are asked before, in the same order. */
    record Step(List<Family> families, boolean asks) {}

    /** How a family gets its values; in the order of preference within a step. */
    private enum Sort {
        RECORDED,
        OBSERVED,
        MIXED
    }

    private final Map<Family, Integer> unreadEffects = new HashMap<>();
    private final Map<String, Family> families;
    private final Map<String, List<String>> absent;
    private final Queue<Family> recorded = new PriorityQueue<>(Comparator.comparing(Family::name));
    private final Queue<Family> observed = new PriorityQueue<>(Comparator.comparing(Family::name));
    private final Queue<Family> mixed = new PriorityQueue<>(Comparator.comparing(Family::name));
    private final List<Step> steps = new ArrayList<>();
    private final Set<Family> unread = new TreeSet<>(Comparator.comparing(Family::name));

    private ReadingOrder(Map<String, Family> families, Map<String, List<String>> absent) {
        this.families = families;
        this.absent = absent;
    }

    /**
     * All families in steps, effects first, also where a cause is one of the {@code absent}. Causes that go in a circle have no such order:
     * whatever is in one, or causes one, comes last, so that no family is left out.
     */
    static List<Step> of(Map<String, Family> families, Map<String, List<String>> absent) {
        List<Step> one = new ReadingOrder(families, absent).steps(true);
        List<Step> other = new ReadingOrder(families, absent).steps(false);
        return one.size() <= other.size() ? one : other;
    }

    private List<Step> steps(boolean asksFirst) {
        unread.addAll(families.values());
        families.values().forEach(family -> unreadEffects.merge(family, 0, Integer::sum));
        for (Family family : families.values()) {
            causes(families, absent, family).forEach(cause -> unreadEffects.merge(cause, 1, Integer::sum));
        }
        unreadEffects.forEach((family, effects) -> {
            if (effects == 0) {
                ready(family);
            }
        });
        boolean asks = asksFirst;
        while (!recorded.isEmpty() || !observed.isEmpty() || !mixed.isEmpty()) {
            List<Family> next = asks ? nextAsked() : nextRecorded();
            if (!next.isEmpty()) {
                steps.add(new Step(List.copyOf(next), asks));
            }
            asks = !asks;
        }
        if (!unread.isEmpty()) {
            steps.add(new Step(List.copyOf(unread), true));
        }
        return steps;
    }

    private List<Family> nextRecorded() {
        List<Family> step = new ArrayList<>();
        for (Family family = recorded.poll(); family != null; family = recorded.poll()) {
            step.add(family);
            read(family);
        }
        return step;
    }

    private List<Family> nextAsked() {
        List<Family> step = new ArrayList<>();
        for (Family family = observed.poll(); family != null; family = observed.poll()) {
            step.add(family);
            read(family);
        }
        Family last = mixed.poll();
        if (last != null) {
            step.add(last);
            read(last);
        }
        return step;
    }

    private void read(Family family) {
        unread.remove(family);
        for (Family cause : causes(families, absent, family)) {
            int left = unreadEffects.merge(cause, -1, Integer::sum);
            if (left == 0) {
                ready(cause);
            }
        }
    }

    private void ready(Family family) {
        Queue<Family> queue = switch (sort(family)) {
            case RECORDED -> recorded;
            case OBSERVED -> observed;
            case MIXED -> mixed;
        };
        queue.add(family);
    }

    private static Sort sort(Family family) {
        if (!family.hasObserved()) {
            return Sort.RECORDED;
        }
        return family.hasRecorded() ? Sort.MIXED : Sort.OBSERVED;
    }

    private static Set<Family> causes(Map<String, Family> families, Map<String, List<String>> absent, Family family) {
        Set<Family> causes = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> names = new ArrayDeque<>(family.declaration().causes());
        while (!names.isEmpty()) {
            String name = names.pop();
            Family known = families.get(name);
            if (known != null) {
                causes.add(known);
            } else if (seen.add(name)) {
                names.addAll(absent.getOrDefault(name, List.of()));
            }
        }
        return causes;
    }

    /**
     * Refuses a family that is its own cause, directly or by others.
     *
     * @throws MetricDeclarationException naming the circle
     */
    static void checkNoCircle(Map<String, Family> families, Map<String, List<String>> absent, Family added) {
        visit(families, absent, added, new LinkedHashSet<>(), new HashSet<>());
    }

    /**
     * Refuses families of which one is its own cause by others.
     *
     * @throws MetricDeclarationException naming the circle
     */
    static void checkNoCircle(Map<String, Family> families, Map<String, List<String>> absent) {
        Set<Family> visited = new HashSet<>();
        families.values().forEach(family -> visit(families, absent, family, new LinkedHashSet<>(), visited));
    }

    private static void visit(
            Map<String, Family> families,
            Map<String, List<String>> absent,
            Family family,
            Set<String> path,
            Set<Family> visited) {
        if (visited.contains(family)) {
            return;
        }
        if (!path.add(family.name())) {
            throw new MetricDeclarationException(
                    "families cause each other in a circle: " + String.join(" <- ", path) + " <- " + family.name());
        }
        causes(families, absent, family).forEach(cause -> visit(families, absent, cause, path, visited));
        path.remove(family.name());
        visited.add(family);
    }
}
