package io.quorumeter.examples.demo;

import io.quorumeter.examples.node.store.StoreException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs each replica in a JVM of its own. */
final class ProcessLauncher implements ReplicaLauncher {

    /** Ctrl-C goes to all processes of a terminal at once; the replicas leave it to the demo, which stops them in order. */
    private static final List<String> DEAF_TO_CTRL_C = List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "replica");

    private final DemoOptions options;
    private final DataFolder folder;
    private final AlertListener alerts;

    ProcessLauncher(DemoOptions options, DataFolder folder, AlertListener alerts) {
        this.alerts = alerts;
        this.options = options;
        this.folder = folder;
    }

    @Override
    public List<ReplicaHandle> launchAll() throws BadInputException, StoreException {
        List<Process> processes = new ArrayList<>();
        List<ReplicaHandle> launched = new ArrayList<>();
        try {
            for (int i = 0; i < options.replicas(); i++) {
                processes.add(process(i, options.metricsPort(i)));
            }
            for (int i = 0; i < options.replicas(); i++) {
                launched.add(child(i, processes.get(i), options.metricsPort(i)));
            }
            return launched;
        } catch (BadInputException | StoreException | RuntimeException e) {
            launched.forEach(ReplicaHandle::close);
            processes.subList(launched.size(), processes.size()).forEach(ProcessLauncher::kill);
            throw e;
        }
    }

    @Override
    public ReplicaHandle launch(int replica, int metricsPort) throws BadInputException, StoreException {
        return child(replica, process(replica, metricsPort), metricsPort);
    }

    private ReplicaHandle child(int replica, Process process, int metricsPort)
            throws BadInputException, StoreException {
        try {
            return new ChildReplica(process, line -> alerts.alert(replica, line));
        } catch (BadInputException e) {
            throw LocalLauncher.portTaken(options, metricsPort, String.valueOf(e.getMessage()));
        }
    }

    private Process process(int replica, int metricsPort) throws StoreException {
        List<String> command = new ArrayList<>(DEAF_TO_CTRL_C);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add(ReplicaProcess.class.getName());
        command.addAll(ReplicaProcess.arguments(options, folder, replica, metricsPort));
        try {
            return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new StoreException("its process cannot be started", e);
        }
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
