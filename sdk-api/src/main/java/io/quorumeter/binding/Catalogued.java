package io.quorumeter.binding;

/** A row of a catalogue; implemented by the enum whose constants are the rows. */
public interface Catalogued {
    /**
     * What the row says.
     *
     * @return always the same object
     */
    Family family();
}
