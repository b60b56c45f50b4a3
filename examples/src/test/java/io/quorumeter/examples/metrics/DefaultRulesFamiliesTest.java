package io.quorumeter.examples.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Declaration;
import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.DefaultRules;
import io.quorumeter.alerting.rule.Rule;
import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.consensus.ConsensusFamilies;
import io.quorumeter.consensus.NodeFamilies;
import io.quorumeter.consensus.ValidatorFamilies;
import io.quorumeter.monitoring.system.SystemFamilies;
import io.quorumeter.network.NetworkFamilies;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.storage.StorageFamilies;
import io.quorumeter.testkit.metrics.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The built-in rules read families that there are. */
class DefaultRulesFamiliesTest {
    private final List<Rule> rules = RuleFile.parse(
                    DefaultRules.FILE, DefaultRules.text(AlertConfig.defaults(), Duration.ofSeconds(1)), Semantics.V3)
            .groups()
            .stream()
            .flatMap(group -> group.rules().stream())
            .toList();

    private static void addNames(Expr expr, Set<String> into) {
        if (expr instanceof Expr.Selector selector) {
            into.add(selector.name());
        } else if (expr instanceof Expr.Range range) {
            into.add(range.selector().name());
        }
        expr.children().forEach(child -> addNames(child, into));
    }

    @Test
    void everyFamilyOfARule_isInACatalogue_orRecordedByAnotherRule() throws IOException {
        Set<String> known = Catalogue.rows(
                        ConsensusFamilies.class,
                        ValidatorFamilies.class,
                        NodeFamilies.class,
                        NetworkFamilies.class,
                        StorageFamilies.class,
                        SystemFamilies.class)
                .stream()
                .map(Declaration::name)
                .collect(Collectors.toCollection(HashSet::new));
        rules.stream().filter(Rule.Recording.class::isInstance).map(Rule::name).forEach(known::add);
        known.add("up"); // of a server that scrapes
        String page = Files.readString(Path.of("..", "docs", "metrics.md")); // families of the SDK itself

        Set<String> read = new TreeSet<>();
        rules.forEach(rule -> addNames(rule.expr(), read));
        assertThat(read).hasSizeGreaterThan(60).allSatisfy(name -> {
            String family = name.replaceFirst("_(bucket|sum|count)$", "");
            assertThat(known.contains(name) || known.contains(family) || page.contains("`" + family + "`"))
                    .as(name)
                    .isTrue();
        });
    }
}
