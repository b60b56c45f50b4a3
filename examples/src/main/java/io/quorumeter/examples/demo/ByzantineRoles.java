package io.quorumeter.examples.demo;

import io.quorumeter.testkit.byzantine.Behaviour;
import io.quorumeter.testkit.byzantine.Misbehaviour;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which replicas break the protocol on purpose, and how.
 *
 * @param kinds by replica; none when all are honest
 */
record ByzantineRoles(Map<Integer, Misbehaviour> kinds) {

    private static final Pattern TEXT = Pattern.compile("([^:]+):(\\d{1,9})");

    /** What stands for an honest replica in the arguments of a process. */
    static final String HONEST = "honest";

    ByzantineRoles {
        kinds = Map.copyOf(kinds);
    }

    /**
     * Reads {@code equivocate:3}.
     *
     * @param replicas how many replicas there are
     * @throws BadInputException if an entry cannot be read or cannot be
     */
    static ByzantineRoles parse(List<String> entries, int replicas) throws BadInputException {
        Map<Integer, Misbehaviour> kinds = new TreeMap<>();
        for (String entry : entries) {
            String subject = "--byzantine " + entry + ": ";
            Matcher matcher = TEXT.matcher(entry);
            if (!matcher.matches()) {
                throw new BadInputException(
                        "--byzantine: '" + entry + "' is no role; write WHAT:REPLICA, where WHAT is one of " + names());
            }
            Misbehaviour kind = find(matcher.group(1));
            if (kind == null) {
                throw new BadInputException(
                        subject + "'" + matcher.group(1) + "' is none of the kinds, which are " + names());
            }
            int replica = Integer.parseInt(matcher.group(2));
            if (replica >= replicas) {
                throw new BadInputException(
                        subject + "there is no replica " + replica + ", they are numbered 0 to " + (replicas - 1));
            }
            if (kinds.put(replica, kind) != null) {
                throw new BadInputException(subject + "replica " + replica + " has a role already");
            }
        }
        return new ByzantineRoles(kinds);
    }

    /** Returns what a replica does wrong, if anything. */
    Optional<Misbehaviour> kind(int replica) {
        return Optional.ofNullable(kinds.get(replica));
    }

    /** Returns how a replica behaves that does something wrong. */
    Optional<Behaviour> behaviour(int replica) {
        return kind(replica).map(Behaviour::of);
    }

    /** Returns the word for a replica's role. */
    String word(int replica) {
        Misbehaviour kind = kinds.get(replica);
        return kind == null ? HONEST : name(kind);
    }

    /** Returns the behaviour of a word. */
    static Optional<Behaviour> behaviourOf(String word) {
        return Optional.ofNullable(find(word)).map(Behaviour::of);
    }

    static String names() {
        return Stream.of(Misbehaviour.values()).map(ByzantineRoles::name).collect(Collectors.joining(", "));
    }

    private static @Nullable Misbehaviour find(String word) {
        return Stream.of(Misbehaviour.values())
                .filter(kind -> name(kind).equals(word))
                .findFirst()
                .orElse(null);
    }

    private static String name(Misbehaviour kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
