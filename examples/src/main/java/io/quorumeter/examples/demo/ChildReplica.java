package io.quorumeter.examples.demo;

import io.quorumeter.consensus.safety.ObservationDigest;
import io.quorumeter.examples.node.store.StoreDamagedException;
import io.quorumeter.examples.node.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A replica in a process of its own, spoken to in lines as {@link ReplicaProcess} describes them. */
final class ChildReplica implements ReplicaHandle {

    private static final long LONGEST_START_SECONDS = 60;
    private static final long LONGEST_ANSWER_MILLIS = 2_000;
    private static final long LONGEST_CLOSE_SECONDS = 30;
    private static final String GONE = "gone";
    private static final String ALERT = "alert ";
    private static final String DIGEST = "digest ";

    private final Process process;
    private final Consumer<String> alerts;
    private final PrintWriter in;
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(16);
    private final InetSocketAddress address;
    private final URI metricsUri;
    private ReplicaStatus last = ReplicaStatus.NONE;
    private @Nullable String failure;

    /**
     * Waits until the process is ready.
     *
     * @throws BadInputException if its metrics port is taken
     * @throws StoreException if its store is damaged, or the process did not come up
     */
    ChildReplica(Process process, Consumer<String> alerts) throws BadInputException, StoreException {
        this.process = process;
        this.alerts = alerts;
        this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(this::read, "reader-of-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        String[] ready = await(LONGEST_START_SECONDS * 1_000).split(" ", 3);
        switch (ready[0]) {
            case "ready" -> {
                InetAddress loopback = InetAddress.getLoopbackAddress();
                address = new InetSocketAddress(loopback, Integer.parseInt(ready[1]));
                metricsUri = URI.create("http://127.0.0.1:" + ready[2] + "/metrics");
            }
            case "refused" -> {
                crash();
                if (ready[1].equals("port")) {
                    throw new BadInputException(ready[2]);
                }
                throw new StoreDamagedException(ready[2]);
            }
            default -> {
                crash();
                throw new StoreException("its process did not come up");
            }
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(ALERT)) {
                    alerts.accept(line.substring(ALERT.length()));
                } else {
                    answers.put(line);
                }
            }
            answers.put(GONE);
        } catch (IOException e) {
            answers.offer(GONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String await(long millis) {
        try {
            String answer = answers.poll(millis, TimeUnit.MILLISECONDS);
            return answer == null ? "" : answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public URI metricsUri() {
        return metricsUri;
    }

    @Override
    public void dial(int replica, InetSocketAddress where) {
        in.println("dial " + replica + " " + where.getPort());
    }

    @Override
    public void cut(Set<Integer> replicas) {
        in.println("cut" + replicas.stream().map(replica -> " " + replica).collect(Collectors.joining()));
    }

    @Override
    public void slowDisk(Duration more) {
        in.println("slow-disk " + more.toNanos());
    }

    @Override
    public void setClock(Duration ahead) {
        in.println("clock " + ahead.toMillis());
    }

    @Override
    public void reform() {
        in.println("reform");
    }

    @Override
    public void start() {
        in.println("start");
    }

    @Override
    public ReplicaStatus status() {
        String answer = ask("status");
        if (answer.startsWith("status ")) {
            try {
                last = ReplicaStatus.parse(answer.substring("status ".length()));
            } catch (IllegalArgumentException brokenOff) {
                // The process ended in the middle of the line; the next question finds out.
            }
        } else if (answer.startsWith("failed ")) {
            failure = answer.substring("failed ".length());
        }
        return last;
    }

    /** Asks for a line, and takes none that answers an earlier question. */
    private String ask(String question) {
        answers.removeIf(line -> !line.equals(GONE));
        in.println(question);
        String answer = await(LONGEST_ANSWER_MILLIS);
        if (answer.equals(GONE)) {
            failure = "its process has ended";
        }
        return answer;
    }

    @Override
    public Optional<ObservationDigest> digest() {
        String answer = ask("digest");
        if (!answer.startsWith(DIGEST)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(answer.substring(DIGEST.length()));
            return Optional.of(ObservationDigest.decode(bytes));
        } catch (IllegalArgumentException brokenOff) {
            return Optional.empty(); // the process ended in the middle of the line
        }
    }

    @Override
    public void haltAt(long height) {
        in.println("halt " + height);
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** SIGKILL: the process gets no chance to do anything more. */
    @Override
    public void crash() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        in.println("close");
        in.close();
        if (!awaitEnd()) {
            crash();
        }
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
