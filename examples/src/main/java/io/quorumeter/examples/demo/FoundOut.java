package io.quorumeter.examples.demo;

import io.quorumeter.LabelValue;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What came to light of what was done to the network on purpose, as it is said at the end. Not thread-safe. */
final class FoundOut {

    private static final Pattern EVIDENCE =
            Pattern.compile("FIRING \\w+ HotStuff2(?:ByzantineEvidence|ValidatorAccused)\\b.*");
    private static final Pattern PROOF = Pattern.compile("validator (\\d+)(?: \\([^)]*\\))?: (\\w+) (?:in|at) ");
    private static final Pattern ALERT = Pattern.compile("(FIRING|RESOLVED)(?: \\w+)? ((\\w+)(?:\\{.*?})?): .*");
    private static final Pattern PARTED = Pattern.compile("FIRING \\w+ HotStuff2PartitionSuspected\\b.*");

    /** An act of a replica. */
    private record Act(int replica, String type) {}

    private final DemoOptions options;
    private final Map<Act, Set<Integer>> toldBy = new LinkedHashMap<>();
    private final Map<Act, Long> seenTogether = new LinkedHashMap<>();
    private final Map<Integer, Long> misdeeds = new HashMap<>();
    private final List<Fault> partitions = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final List<Set<Integer>> suspectedBy = new ArrayList<>();
    private final Map<Integer, Map<String, String>> firing = new TreeMap<>(); // by replica: name and labels, name

    FoundOut(DemoOptions options) {
        this.options = options;
    }

    /** An alert of a replica began or ended. */
    void alert(int replica, String line) {
        if (replica == AlertListener.CLUSTER) {
            return;
        }
        Matcher alert = ALERT.matcher(line);
        if (alert.matches()) {
            Map<String, String> own = firing.computeIfAbsent(replica, none -> new TreeMap<>());
            if (alert.group(1).equals("FIRING")) {
                own.put(alert.group(2), alert.group(3));
            } else {
                own.remove(alert.group(2));
            }
        }
        if (EVIDENCE.matcher(line).matches()) {
            PROOF.matcher(line).results().forEach(proof -> {
                Act act = new Act(Integer.parseInt(proof.group(1)), proof.group(2));
                toldBy.computeIfAbsent(act, none -> new TreeSet<>()).add(replica);
            });
        } else if (!suspectedBy.isEmpty() && PARTED.matcher(line).matches()) {
            suspectedBy.get(suspectedBy.size() - 1).add(replica);
        }
    }

    /** A fault was inflicted. */
    void fault(Fault fault) {
        switch (fault.kind()) {
            case PARTITION -> {
                partitions.add(fault);
                suspectedBy.add(new TreeSet<>());
            }
            case HEAL -> {
                if (ends.size() < partitions.size()) {
                    ends.add(Durations.format(fault.at()));
                }
            }
            case SLOW_DISK, CLOCK, FLOOD -> {}
            case CRASH, RESTART -> fault.replicas().forEach(firing::remove);
        }
    }

    /** How often a replica broke the protocol on purpose, by its own count. */
    void acted(int replica, long times) {
        misdeeds.put(replica, times);
    }

    /** What the replicas saw together: evidence, of which there may be more than is kept, and how many pieces there are of each type. */
    void together(List<Evidence> evidence, ToLongFunction<ByzantineAct> pieces) {
        seenTogether.clear();
        Map<ByzantineAct, Map<Integer, Long>> byType = new TreeMap<>();
        for (Evidence piece : evidence) {
            if (piece.type() instanceof ByzantineAct act && piece.validator() >= 0) {
                byType.computeIfAbsent(act, none -> new TreeMap<>()).merge(piece.validator(), 1L, Long::sum);
            }
        }
        byType.forEach((act, kept) -> kept.forEach((replica, count) -> seenTogether.put(
                new Act(replica, LabelValue.of(act)), kept.size() == 1 ? pieces.applyAsLong(act) : count)));
    }

    /** Says who was found out, who was not, and who was parted from whom; nothing when nothing was done. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int replica = 0; replica < options.replicas(); replica++) {
            lines.addAll(acts(replica));
        }
        for (int i = 0; i < partitions.size(); i++) {
            lines.add(partition(partitions.get(i), i < ends.size() ? ends.get(i) : "the end", suspectedBy.get(i)));
        }
        return lines;
    }

    /** Names the alerts that no replica has resolved, each with the replicas that raised it; a replica that crashed has none. */
    Optional<String> stillFiring() {
        Map<String, Set<Integer>> raisedBy = new TreeMap<>();
        firing.forEach((replica, alerts) -> alerts.values()
                .forEach(name ->
                        raisedBy.computeIfAbsent(name, none -> new TreeSet<>()).add(replica)));
        return raisedBy.isEmpty()
                ? Optional.empty()
                : Optional.of(raisedBy.entrySet().stream()
                        .map(alert -> alert.getKey() + " of " + replicas(alert.getValue()))
                        .collect(Collectors.joining("; ", "Still firing: ", ".")));
    }

    private List<String> acts(int replica) {
        String word = options.byzantine().word(replica);
        Set<String> types = new TreeSet<>();
        toldBy.keySet().stream().filter(act -> act.replica == replica).forEach(act -> types.add(act.type));
        seenTogether.keySet().stream().filter(act -> act.replica == replica).forEach(act -> types.add(act.type));
        if (types.isEmpty()) {
            return options.byzantine().kind(replica).stream()
                    .map(kind ->
                            unseen(kind, "replica " + replica + " (" + word + ")", misdeeds.getOrDefault(replica, 0L)))
                    .toList();
        }
        return types.stream()
                .map(type ->
                        "FOUND OUT: replica " + replica + " (" + word + ") by " + proof(new Act(replica, type)) + ".")
                .toList();
    }

    /** Why nobody found a replica out: there was nothing to find, or no proof of it, or it was missed. */
    private static String unseen(Misbehaviour kind, String who, long misdeeds) {
        if (misdeeds == 0) {
            return "NEVER ACTED: " + who + " did nothing wrong in this run by its own count.";
        }
        String acted = who + " acted " + times(misdeeds);
        return kind.isProvable()
                ? "NOT FOUND OUT: " + acted + ", and left proof wherever that arrived, but nobody told of it."
                : "CANNOT BE PROVEN: " + acted
                        + ", which leaves no signed proof; to others it is an anomaly or a slow network.";
    }

    private static String times(long count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "time" : "times");
    }

    private String proof(Act act) {
        Set<Integer> tellers = toldBy.getOrDefault(act, Set.of());
        Long pieces = seenTogether.get(act);
        String together = "what the replicas saw together";
        String proof = act.type;
        if (pieces != null) {
            proof += ", " + times(pieces);
        }
        if (tellers.isEmpty()) {
            return proof + ", in " + together;
        }
        return proof + ", seen by " + replicas(tellers) + (pieces == null ? "" : " and in " + together);
    }

    private String partition(Fault fault, String end, Set<Integer> tellers) {
        List<Integer> others = IntStream.range(0, options.replicas())
                .filter(replica -> !fault.replicas().contains(replica))
                .boxed()
                .toList();
        return "PARTITION: " + replicas(fault.replicas()) + " could not reach " + replicas(others) + " from "
                + Durations.format(fault.at()) + " to " + end
                + (options.metrics() ? told(tellers) : "") + ".";
    }

    private static String told(Set<Integer> tellers) {
        return tellers.isEmpty() ? "; no alert told of it" : "; told by alerts of " + replicas(tellers);
    }

    private static String replicas(Collection<Integer> some) {
        String joined = some.stream().map(String::valueOf).collect(Collectors.joining(", "));
        int last = joined.lastIndexOf(", ");
        return last < 0
                ? "replica " + joined
                : "replicas " + joined.substring(0, last) + " and" + joined.substring(last + 1);
    }
}
