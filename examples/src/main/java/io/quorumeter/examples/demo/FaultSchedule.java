package io.quorumeter.examples.demo;

import io.quorumeter.examples.demo.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The faults of a run in the order of their times, checked as a whole: only a running replica can crash and only a crashed one restart.
 *
 * @param faults none, or times that never decrease
 */
record FaultSchedule(List<Fault> faults) {

    private static final Pattern TEXT = Pattern.compile("(crash|restart):(\\d{1,4})@(.+)");

    FaultSchedule {
        faults = List.copyOf(faults);
    }

    /**
     * Reads {@code crash:2@5s,restart:2@12s}.
     *
     * @param replicas how many replicas there are
     * @throws BadInputException if an entry cannot be read or cannot happen
     */
    static FaultSchedule parse(List<String> entries, int replicas) throws BadInputException {
        List<Fault> faults = new ArrayList<>();
        Set<Integer> down = new HashSet<>();
        Duration before = Duration.ZERO;
        for (String entry : entries) {
            Fault fault = fault(entry);
            String subject = "--fault " + entry + ": ";
            if (fault.replica() >= replicas) {
                throw new BadInputException(subject + "there is no replica " + fault.replica()
                        + ", they are numbered 0 to " + (replicas - 1));
            }
            if (fault.at().compareTo(before) < 0) {
                throw new BadInputException(subject + "comes after one at " + Durations.format(before)
                        + "; list the faults in the order of their times");
            }
            if (fault.kind() == Kind.CRASH ? !down.add(fault.replica()) : !down.remove(fault.replica())) {
                throw new BadInputException(subject
                        + (fault.kind() == Kind.CRASH
                                ? "replica " + fault.replica() + " has crashed by then and was not restarted"
                                : "replica " + fault.replica()
                                        + " has not crashed by then, so it cannot be restarted"));
            }
            before = fault.at();
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
            throw new BadInputException("--fault " + entry + ": write crash:REPLICA@TIME or restart:REPLICA@TIME,"
                    + " several with commas, for example crash:2@5s,restart:2@12s");
        }
        Kind kind = matcher.group(1).equals("crash") ? Kind.CRASH : Kind.RESTART;
        return new Fault(
                kind, Integer.parseInt(matcher.group(2)), Durations.parse("--fault " + entry, matcher.group(3)));
    }
}
