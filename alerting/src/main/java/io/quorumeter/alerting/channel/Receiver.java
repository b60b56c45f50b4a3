package io.quorumeter.alerting.channel;

import java.nio.file.Path;
import java.util.List;

/**
 * Who is notified: the channels under one name of the routing file. One without channels stands for a handler of its name.
 *
 * @param channels which take messages out of the process
 * @param logs whether alerts go to the log
 * @param prints whether alerts go to the standard output
 * @param files to whose ends alerts are written, a line each
 */
public record Receiver(List<Channel> channels, boolean logs, boolean prints, List<Path> files) {
    /**
     * Copies the lists.
     *
     * @param channels which take messages out of the process
     * @param logs whether alerts go to the log
     * @param prints whether alerts go to the standard output
     * @param files to whose ends alerts are written, a line each
     */
    public Receiver {
        channels = List.copyOf(channels);
        files = List.copyOf(files);
    }

    /** {@return whether it has no channel, so that it needs a handler} */
    public boolean isEmpty() {
        return channels.isEmpty() && !logs && !prints && files.isEmpty();
    }

    /** {@return whether somebody wants to know of alerts that are over} */
    public boolean wantsResolved() {
        return channels.isEmpty()
                || logs
                || prints
                || !files.isEmpty()
                || channels.stream().anyMatch(Channel::sendsResolved);
    }
}
