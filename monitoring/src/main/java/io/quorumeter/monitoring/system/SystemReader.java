package io.quorumeter.monitoring.system;

/** Reads one part of the process or the machine again, and sets what it shows. Does not throw because of what it reads. */
@FunctionalInterface
interface SystemReader {
    void read();
}
