package io.quorumeter.testkit.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The model of a Grafana dashboard, as far as it has to be right to be shown.
 *
 * @param title its title
 * @param queries the PromQL of all its panels
 */
record DashboardModel(String title, Set<String> queries) {
    /**
     * Reads a model.
     *
     * @throws AssertionError when the text is no JSON, or lacks what a dashboard needs
     */
    static DashboardModel parse(String text) {
        Map<?, ?> dashboard = object(JsonText.parse(text), "the dashboard");
        String title = string(dashboard.get("title"), "the title of the dashboard");
        Set<String> queries = new TreeSet<>();
        collect(dashboard, title, queries);
        return new DashboardModel(title, queries);
    }

    /** A row may have panels of its own. */
    private static void collect(Map<?, ?> holder, String where, Set<String> queries) {
        for (Object element : list(holder.get("panels"), "panels of " + where)) {
            Map<?, ?> panel = object(element, "a panel of " + where);
            String title = string(panel.get("title"), "the title of a panel of " + where);
            String type = string(panel.get("type"), "the type of panel " + title);
            if (type.equals("row")) {
                if (panel.get("panels") != null) {
                    collect(panel, title, queries);
                }
            } else if (!type.equals("text")) {
                for (Object target : list(panel.get("targets"), "targets of panel " + title)) {
                    queries.add(
                            string(object(target, "a target of panel " + title).get("expr"), "expr in panel " + title));
                }
            }
        }
    }

    private static Map<?, ?> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> found) {
            return found;
        }
        throw new AssertionError(what + ": an object is expected, not " + value);
    }

    private static List<?> list(@Nullable Object value, String what) {
        if (value instanceof List<?> found) {
            return found;
        }
        throw new AssertionError(what + ": a list is expected, not " + value);
    }

    private static String string(@Nullable Object value, String what) {
        if (value instanceof String found && !found.isBlank()) {
            return found;
        }
        throw new AssertionError(what + ": a text is expected, not " + value);
    }
}
