package io.quorumeter.examples.demo;

import io.quorumeter.examples.demo.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The faults of a run in the order of their times, checked as a whole: only a running replica can crash, slow down or have its clock set,
 * only a crashed one restart, and there is one partition at a time.
 *
 * @param faults none, or times that never decrease
 */
record FaultSchedule(List<Fault> faults) {

    private static final Pattern TEXT =
            Pattern.compile("(?:(crash|restart|partition|slow-disk):(\\d{1,9}(?:\\+\\d{1,9})*)"
                    + "|(clock):(\\d{1,9})([+-])([^@]+)|(flood|heal))@(.+)");

    FaultSchedule {
        faults = List.copyOf(faults);
    }

    /** What the faults so far have left of a network. */
    private static final class State {
        private final int replicas;
        private final Set<Integer> down = new HashSet<>();
        private boolean parted;
        private boolean flooded;
        private boolean disturbed;
        private Duration now = Duration.ZERO;

        State(int replicas) {
            this.replicas = replicas;
        }

        void inflict(Fault fault, String subject) throws BadInputException {
            for (int replica : fault.replicas()) {
                check(
                        replica < replicas,
                        subject + "there is no replica " + replica + ", they are numbered 0 to " + (replicas - 1));
            }
            check(
                    fault.at().compareTo(now) >= 0,
                    subject + "comes after one at " + Durations.format(now)
                            + "; list the faults in the order of their times");
            now = fault.at();
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
                case PARTITION -> part(fault.replicas(), subject);
                case SLOW_DISK, CLOCK -> {
                    check(
                            !down.contains(fault.replica()),
                            subject + "replica " + fault.replica() + " has crashed by then and was not restarted");
                    disturbed = true;
                }
                case FLOOD -> {
                    check(!flooded, subject + "clients flood the network by then");
                    flooded = true;
                }
                case HEAL -> {
                    check(parted || flooded || disturbed, subject + "there is nothing to heal by then");
                    parted = false;
                    flooded = false;
                    disturbed = false;
                }
            }
        }

        private void part(List<Integer> side, String subject) throws BadInputException {
            check(!parted, subject + "the network is parted by then and was not healed");
            long named = side.stream().distinct().count();
            check(named == side.size(), subject + "name each replica once");
            check(
                    named < replicas,
                    subject + "all " + replicas + " replicas are named, which leaves nobody to be cut off from;"
                            + " name one side of the partition only");
            parted = true;
        }

        private static void check(boolean fits, String otherwise) throws BadInputException {
            if (!fits) {
                throw new BadInputException(otherwise);
            }
        }
    }

    /**
     * Reads {@code crash:2@5s,restart:2@12s} or {@code partition:0+1@10s,heal@20s}.
     *
     * @param replicas how many replicas there are
     * @throws BadInputException if an entry cannot be read or cannot happen
     */
    static FaultSchedule parse(List<String> entries, int replicas) throws BadInputException {
        List<Fault> faults = new ArrayList<>();
        State state = new State(replicas);
        for (String entry : entries) {
            Fault fault = fault(entry);
            state.inflict(fault, "--fault " + entry + ": ");
            faults.add(fault);
        }
        return new FaultSchedule(faults);
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
            throw new BadInputException("--fault: '" + entry + "' is no fault; write crash:REPLICA@TIME,"
                    + " restart:REPLICA@TIME, partition:REPLICA+REPLICA@TIME, slow-disk:REPLICA@TIME,"
                    + " clock:REPLICA+DURATION@TIME, flood@TIME or heal@TIME, several with commas, for example"
                    + " crash:2@5s,restart:2@12s");
        }
        String subject = "--fault " + entry;
        Duration at = Durations.parse(subject, matcher.group(8));
        if (matcher.group(3) != null) {
            Duration by = Durations.parse(subject, matcher.group(6));
            Duration ahead = matcher.group(5).equals("-") ? by.negated() : by;
            return new Fault(Kind.CLOCK, List.of(Integer.valueOf(matcher.group(4))), ahead, at);
        }
        if (matcher.group(7) != null) {
            return new Fault(Kind.of(matcher.group(7)), List.of(), at);
        }
        Kind kind = Kind.of(matcher.group(1));
        List<Integer> whom =
                Stream.of(matcher.group(2).split("\\+")).map(Integer::valueOf).toList();
        if (whom.size() > 1 && kind != Kind.PARTITION) {
            throw new BadInputException(subject + ": only a partition names several replicas");
        }
        return new Fault(kind, whom, at);
    }
}
