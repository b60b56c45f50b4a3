package io.quorumeter.examples.demo;

import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertText;
import io.quorumeter.consensus.safety.ObservationDigest;
import io.quorumeter.examples.node.NodeConfig;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.monitoring.system.SystemMetrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One replica in a process of its own, which obeys the lines that it reads and answers in lines.
 *
 * <pre>
 *   reads                    answers
 *                            ready PORT METRICS-PORT    or   refused port MESSAGE   or   refused store MESSAGE
 *   dial REPLICA PORT
 *   cut REPLICA…
 *   slow-disk NANOSECONDS
 *   clock MILLISECONDS
 *   reform
 *   start
 *   status                   status …                   or   failed MESSAGE
 *   digest                   digest BASE64
 *   halt HEIGHT
 *   close
 * </pre>
 *
 * <p>In between it writes {@code alert LINE} when an alert begins or ends.
 *
 * <p>The end of its input means that whoever started it is gone: then it closes too.
 */
public final class ReplicaProcess {

    private final ReplicaHandle replica;
    private final PrintWriter out;

    private ReplicaProcess(ReplicaHandle replica, PrintWriter out) {
        this.replica = replica;
        this.out = out;
    }

    /** Returns the arguments that {@link #main} takes. */
    static List<String> arguments(DemoOptions options, DataFolder folder, int replica, int metricsPort) {
        return List.of(
                folder.root().toString(),
                Integer.toString(replica),
                Long.toString(options.delta().toNanos()),
                Integer.toString(options.batch()),
                Integer.toString(options.transactionBytes()),
                Integer.toString(metricsPort),
                options.byzantine().word(replica),
                Boolean.toString(options.metrics()));
    }

    /** Runs the replica until it is told to close. */
    public static void main(String[] arguments) throws IOException {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            NodeConfig config = config(arguments)
                    .alerts(AlertConfig.defaults(), alert -> out.println("alert " + AlertText.line(alert)));
            LocalReplica replica = new LocalReplica(
                    config,
                    config.measured() ? SystemMetrics.of(Path.of(arguments[0])).start() : null);
            out.println("ready " + replica.address().getPort() + " "
                    + replica.metricsUri().getPort());
            new ReplicaProcess(replica, out).obey(in);
        } catch (BadInputException e) {
            out.println("refused store " + e.getMessage());
        } catch (StoreException e) {
            out.println("refused store " + e.getMessage());
        } catch (IOException e) {
            out.println("refused port " + e.getMessage());
        }
        System.exit(0);
    }

    private static NodeConfig config(String[] arguments) throws BadInputException {
        Path root = Path.of(arguments[0]);
        int index = Integer.parseInt(arguments[1]);
        return NodeConfig.of(
                        DataFolder.identity(root, index),
                        Duration.ofNanos(Long.parseLong(arguments[2])),
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        DataFolder.store(root, index),
                        Integer.parseInt(arguments[5]))
                .behaviour(ByzantineRoles.behaviourOf(arguments[6]))
                .measured(Boolean.parseBoolean(arguments[7]));
    }

    private void obey(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null && !line.equals("close"); line = in.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "dial" ->
                    replica.dial(
                            Integer.parseInt(words[1]),
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words[2])));
                case "cut" ->
                    replica.cut(Stream.of(words).skip(1).map(Integer::valueOf).collect(Collectors.toSet()));
                case "slow-disk" -> replica.slowDisk(Duration.ofNanos(Long.parseLong(words[1])));
                case "clock" -> replica.setClock(Duration.ofMillis(Long.parseLong(words[1])));
                case "reform" -> replica.reform();
                case "start" -> replica.start();
                case "status" ->
                    out.println(replica.failure()
                            .map(failure -> "failed " + failure)
                            .orElseGet(() -> "status " + replica.status().toLine()));
                case "digest" ->
                    replica.digest()
                            .map(ObservationDigest::encode)
                            .map(Base64.getEncoder()::encodeToString)
                            .ifPresent(digest -> out.println("digest " + digest));
                case "halt" -> replica.haltAt(Long.parseLong(words[1]));
                default -> throw new IOException("not understood: " + line);
            }
        }
        replica.close();
    }
}
