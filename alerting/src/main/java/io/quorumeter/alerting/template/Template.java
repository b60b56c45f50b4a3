package io.quorumeter.alerting.template;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A text with places to fill in, as labels and annotations of alerting rules are: {@code {{ $labels.instance }} is down}. The language is
 * that of Go's {@code text/template}, with the functions that Prometheus adds; {@code $labels}, {@code $value}, {@code $externalLabels} and
 * {@code $externalURL} are set. Immutable.
 */
public final class Template {
    private static final Set<String> VARIABLES = Set.of("$", "$labels", "$value", "$externalLabels", "$externalURL");

    private final String text;
    private final Map<String, List<Part>> templates;

    private Template(String text, Map<String, List<Part>> templates) {
        this.text = text;
        this.templates = templates;
    }

    /**
     * Reads a template.
     *
     * @param text the text
     * @return the template
     * @throws TemplateException if it is none; it names the line
     */
    public static Template parse(String text) {
        return new Template(text, TemplateParser.parse(text, new HashSet<>(VARIABLES)));
    }

    /**
     * What a template is filled in with.
     *
     * @param labels the labels of the alert's series, without its name
     * @param externalLabels the labels of the whole node
     * @param externalUrl where the node is reached, empty if nothing is known
     * @param value the value of the alert's expression
     */
    public record Data(Labels labels, Labels externalLabels, String externalUrl, double value) {}

    /**
     * Fills the template in.
     *
     * @param data what to fill in
     * @param query answers the function {@code query}
     * @return the text
     * @throws TemplateException if a function refuses its arguments, or the text grows beyond a mebibyte
     */
    public String render(Data data, Function<String, List<Value.Sample>> query) {
        if (isPlain()) {
            return text;
        }
        try {
            return new Rendering(templates, data, query).text();
        } catch (StackOverflowError deep) {
            throw new TemplateException("its templates call each other without an end");
        }
    }

    /** {@return whether there is nothing to fill in} */
    public boolean isPlain() {
        return !text.contains("{{");
    }

    /** Returns the text that was read. */
    @Override
    public String toString() {
        return text;
    }
}
