package io.quorumeter.benchmarks.queries;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quorumeter.benchmarks.report.Answer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures a scrape of 5,000 series on a connection that is kept alive. */
final class KeptAliveScrape {
    private static final int WARM_UP = 1_000;
    private static final int SCRAPES = 300;
    private static final long PAUSE_MILLIS = 20;
    private static final double MOST_MILLIS = 3;

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private KeptAliveScrape() {}

    static Answer measure(URI uri) throws IOException, InterruptedException {
        byte[] request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
        long[] nanos = new long[SCRAPES];
        int bytes = 0;
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            for (int i = -WARM_UP; i < SCRAPES; i++) {
                Thread.sleep(PAUSE_MILLIS);
                long begun = System.nanoTime();
                socket.getOutputStream().write(request);
                bytes = length(in);
                in.readFully(new byte[bytes]);
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - begun;
                }
            }
        }
        Arrays.sort(nanos);
        double median = nanos[SCRAPES / 2] / 1e6;
        return new Answer(
                String.format(
                        Locale.ROOT,
                        "scrape of %,d B on a kept-alive connection, median after %,d of them",
                        bytes,
                        WARM_UP),
                String.format(Locale.ROOT, "%.2f ms", median),
                String.format(Locale.ROOT, "99th percentile %.2f ms", nanos[SCRAPES * 99 / 100] / 1e6),
                "",
                String.format(Locale.ROOT, "%.2f ms", MOST_MILLIS),
                median <= MOST_MILLIS ? "pass" : "short");
    }

    /** Reads the head of an answer and returns how long its body is. */
    private static int length(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            throw new IOException("an answer without a length: " + head);
        }
        return Integer.parseInt(length.group(1));
    }
}
