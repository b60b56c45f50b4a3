package io.quorumeter.exporters.encoding;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for, by the rules of HTTP (RFC 9110, section 12.5): a list of names, each with a weight {@code q} from 0 to 1, of
 * which 0 means "not this". A client that asks for nothing that there is gets plain text, as scrapers expect.
 */
public final class Negotiation {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final double NOT_NAMED = -1;

    private Negotiation() {}

    /**
     * Returns whether OpenMetrics was asked for by name, and plain text was not asked for more.
     *
     * @param accept the header {@code Accept}; null when there is none
     * @return whether to answer in OpenMetrics
     */
    public static boolean isOpenMetrics(@Nullable String accept) {
        double openMetrics = weight(accept, OPEN_METRICS);
        double text = weight(accept, "text/plain");
        if (text == NOT_NAMED) {
            text = weight(accept, "text/*");
        }
        if (text == NOT_NAMED) {
            text = weight(accept, "*/*");
        }
        return openMetrics > 0 && openMetrics >= text;
    }

    /**
     * Returns whether the body may be compressed, and is not rather wanted as it is.
     *
     * @param acceptEncoding the header {@code Accept-Encoding}; null when there is none
     * @return whether to compress
     */
    public static boolean isGzip(@Nullable String acceptEncoding) {
        double gzip = Math.max(weight(acceptEncoding, "gzip"), weight(acceptEncoding, "x-gzip"));
        if (gzip == NOT_NAMED) {
            gzip = weight(acceptEncoding, "*");
        }
        return gzip > 0 && gzip >= weight(acceptEncoding, "identity");
    }

    /** The greatest weight that a name has in a list; -1 when it is not there. */
    private static double weight(@Nullable String list, String name) {
        double greatest = NOT_NAMED;
        for (String entry : (list == null ? "" : list).split(",", -1)) {
            String[] parts = entry.split(";", -1);
            if (parts[0].strip().equalsIgnoreCase(name) && isOurVersion(parts, name)) {
                greatest = Math.max(greatest, weight(parts));
            }
        }
        return greatest;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                try {
                    double weight = Double.parseDouble(parameter.substring(2).strip());
                    return weight >= 0 && weight <= 1 ? weight : 0;
                } catch (NumberFormatException notANumber) {
                    return 0;
                }
            }
        }
        return 1;
    }

    /** OpenMetrics has versions that are not written here; plain text has one. */
    private static boolean isOurVersion(String[] parts, String name) {
        if (!name.equals(OPEN_METRICS)) {
            return true;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("version=")) {
                return parameter.replace("\"", "").equals("version=1.0.0");
            }
        }
        return true;
    }
}
