package io.quorumeter;

/** Histograms by name; see {@link NamedRecording} for what holds for all calls by name. */
public interface NamedHistograms {
    /** {@return the look-up that all calls here go through; for engines} */
    NamedInstruments named();

    /**
     * Records one value in a histogram, without labels.
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     */
    default void recordHistogram(String name, double sample) {
        named().get(Histogram.class, name, null, null, null, null, null, null).record(sample);
    }

    /**
     * Records one value in a histogram, with one label.
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void recordHistogram(String name, double sample, String label, String value) {
        named().get(Histogram.class, name, label, value, null, null, null, null).record(sample);
    }

    /**
     * Records one value in a histogram, with two labels.
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     */
    default void recordHistogram(
            String name, double sample, String label1, String value1, String label2, String value2) {
        named().get(Histogram.class, name, label1, value1, label2, value2, null, null)
                .record(sample);
    }

    /**
     * Records one value in a histogram, with three labels.
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     * @param label1 the first label's name
     * @param value1 the first label's value, any text
     * @param label2 the second label's name
     * @param value2 the second label's value, any text
     * @param label3 the third label's name
     * @param value3 the third label's value, any text
     */
    default void recordHistogram(
            String name,
            double sample,
            String label1,
            String value1,
            String label2,
            String value2,
            String label3,
            String value3) {
        named().get(Histogram.class, name, label1, value1, label2, value2, label3, value3)
                .record(sample);
    }

    /**
     * Records one value in a histogram, with any labels.
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     * @param labels the series
     */
    default void recordHistogram(String name, double sample, Labels labels) {
        named().get(Histogram.class, name, labels).record(sample);
    }
}
