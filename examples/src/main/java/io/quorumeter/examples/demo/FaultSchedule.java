package io.quorumeter.examples.demo;

import io.quorumeter.examples.demo.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The faults of a run in the order of their times, checked as a whole: only a running replica can crash and only a crashed one restart, and
 * there is one partition at a time.
 *
 * @param faults none, or times that never decrease
 */
record FaultSchedule(List<Fault> faults) {

    private static final Pattern TEXT =
            Pattern.compile("(?:(crash|restart|partition):(\\d{1,9}(?:\\+\\d{1,9})*)|(heal))@(.+)");

    FaultSchedule {
        faults = List.copyOf(faults);
    }

    /**
     * Reads {@code crash:2@5s,restart:2@12s} or {@code partition:0+1@10s,heal@20s}.
     *
     * @param replicas how many replicas there are
     * @throws BadInputException if an entry cannot be read or cannot happen
     */
    static FaultSchedule parse(List<String> entries, int replicas) throws BadInputException {
        List<Fault> faults = new ArrayList<>();
        Set<Integer> down = new HashSet<>();
        boolean parted = false;
        Duration before = Duration.ZERO;
        for (String entry : entries) {
            Fault fault = fault(entry);
            String subject = "--fault " + entry + ": ";
            for (int replica : fault.replicas()) {
                if (replica >= replicas) {
                    throw new BadInputException(
                            subject + "there is no replica " + replica + ", they are numbered 0 to " + (replicas - 1));
                }
            }
            if (fault.at().compareTo(before) < 0) {
                throw new BadInputException(subject + "comes after one at " + Durations.format(before)
                        + "; list the faults in the order of their times");
            }
            switch (fault.kind()) {
                case CRASH ->
                    check(
                            down.add(fault.replica()),
                            subject + "replica " + fault.replica() + " has crashed by then and was not restarted");
                case RESTART ->
                    check(
                            down.remove(fault.replica()),
                            subject + "replica " + fault.replica()
                                    + " has not crashed by then, so it cannot be restarted");
                case PARTITION -> {
                    check(!parted, subject + "the network is parted by then and was not healed");
                    long named = fault.replicas().stream().distinct().count();
                    check(named == fault.replicas().size(), subject + "name each replica once");
                    check(
                            named < replicas,
                            subject + "all " + replicas + " replicas are named, which leaves nobody to be cut off from;"
                                    + " name one side of the partition only");
                    parted = true;
                }
                case HEAL -> {
                    check(parted, subject + "the network is not parted by then");
                    parted = false;
                }
            }
            before = fault.at();
            faults.add(fault);
        }
        return new FaultSchedule(faults);
    }

    private static void check(boolean fits, String otherwise) throws BadInputException {
        if (!fits) {
            throw new BadInputException(otherwise);
        }
    }

    /** Refuses a fault that would never come because the run ends first. */
    void checkWithin(Duration duration) throws BadInputException {
        for (Fault fault : faults) {
            if (fault.at().compareTo(duration) >= 0) {
                throw new BadInputException(
                        "--fault " + fault + ": would come after the end, --duration is " + Durations.format(duration));
            }
        }
    }

    private static Fault fault(String entry) throws BadInputException {
        Matcher matcher = TEXT.matcher(entry);
        if (!matcher.matches()) {
            throw new BadInputException(
                    "--fault: '" + entry + "' is no fault; write crash:REPLICA@TIME, restart:REPLICA@TIME,"
                            + " partition:REPLICA+REPLICA@TIME or heal@TIME, several with commas, for example"
                            + " crash:2@5s,restart:2@12s");
        }
        String word = matcher.group(3) == null ? matcher.group(1) : matcher.group(3);
        Kind kind = Kind.valueOf(word.toUpperCase(Locale.ROOT));
        List<Integer> whom = kind == Kind.HEAL
                ? List.of()
                : Stream.of(matcher.group(2).split("\\+")).map(Integer::valueOf).toList();
        if (whom.size() > 1 && kind != Kind.PARTITION) {
            throw new BadInputException("--fault " + entry + ": only a partition names several replicas");
        }
        return new Fault(kind, whom, Durations.parse("--fault " + entry, matcher.group(4)));
    }
}
