package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.DataFolder;
import io.gavel.testing.Signal;
import io.gavel.testing.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code gavel serve} as a process of its own, on any free port: started, frozen, killed, and what it said. With
 * {@code -Dgavel.jar=FILE} it is the packaged program.
 */
final class ServerProcess implements AutoCloseable {
    /** States of a thread or process. */
    private static final char STOPPED = 'T';

    private static final char ZOMBIE = 'Z';

    private static final char GONE = 'X';

    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String JAR = System.getProperty("gavel.jar");

    private final Process process;
    private final Path err;
    private final boolean isWrapped;
    private final List<String> lines = new ArrayList<>();
    /** Its settlement, which ends a little later than a server that is killed. */
    private final List<ProcessHandle> leftBehind = new ArrayList<>();

    private volatile String address;
    private volatile boolean hasNothingMoreToSay;

    private ServerProcess(Process process, Path err, boolean isWrapped) {
        this.process = process;
        this.err = err;
        this.isWrapped = isWrapped;
        Thread reader = new Thread(this::read, "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * How to start one.
     *
     * @param folder holds the file of keys and what the servers say on standard error
     * @param data its data folder
     * @param wrapper a command that runs the java it is given
     * @param jvmFlags of its own
     * @param arguments of {@code serve}, besides port, data and keys
     */
    record Launch(Path folder, Path data, List<String> wrapper, List<String> jvmFlags, List<String> arguments) {
        static Launch in(Path folder) {
            return new Launch(folder, folder.resolve("data"), List.of(), List.of(), List.of("--no-settle"));
        }

        Launch withData(Path data) {
            return new Launch(folder, data, wrapper, jvmFlags, arguments);
        }

        Launch withWrapper(String... wrapper) {
            return new Launch(folder, data, List.of(wrapper), jvmFlags, arguments);
        }

        Launch withJvmFlags(String... jvmFlags) {
            return new Launch(folder, data, wrapper, List.of(jvmFlags), arguments);
        }

        Launch with(String... more) {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of(more));
            return new Launch(folder, data, wrapper, jvmFlags, all);
        }

        Launch withSettlement() {
            return new Launch(
                    folder,
                    data,
                    wrapper,
                    jvmFlags,
                    arguments.stream()
                            .filter(each -> !each.equals("--no-settle"))
                            .toList());
        }

        Path journal() {
            return DataFolder.journal(data);
        }

        /** Starts one and waits until it listens. */
        ServerProcess start() {
            ServerProcess server = spawn();
            try {
                server.awaitListening();
                return server;
            } catch (RuntimeException | Error e) {
                server.close();
                throw e;
            }
        }

        /** Starts one and does not wait. */
        ServerProcess spawn() {
            Path err = folder.resolve("err");
            try {
                Path keys = Files.writeString(folder.resolve("keys"), Promises.KEYS);
                List<String> command = new ArrayList<>(wrapper);
                List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--data", data.toString()));
                all.addAll(List.of("--keys", keys.toString()));
                all.addAll(arguments);
                command.addAll(program(all));
                command.addAll(wrapper.size() + 1, jvmFlags);
                Process process = new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
                        .start();
                return new ServerProcess(process, err, !wrapper.isEmpty());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<String> program(List<String> arguments) {
            if (JAR == null) {
                return SettlementProcess.command(arguments.toArray(String[]::new));
            }
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR));
            command.addAll(arguments);
            return command;
        }
    }

    void awaitListening() {
        Waiting.until(LIMIT, () -> "a server that listens, err=" + err(), () -> address != null || hasNothingMoreToSay);
        assertTrue(address != null, () -> "expected a server that listens, status=" + exitValue() + ", err=" + err());
    }

    /** Where it listens, such as {@code http://127.0.0.1:7070}. */
    String address() {
        return address;
    }

    /** What it said on standard output so far. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** What this server and those before it in the same folder said on standard error. */
    String err() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Stands still until {@link #thaw}: the kernel runs none of its threads when this returns. */
    void freeze() {
        long pid = jvm().orElseThrow().pid();
        Signal.STOP.send(pid);
        Waiting.until(Duration.ofSeconds(10), () -> stands(pid));
    }

    /** A signal takes a thread when the kernel comes to it: whether it has taken all. */
    private static boolean stands(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(thread -> state(thread) == STOPPED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its letter behind the name, which stands in brackets; a thread may end before it is asked. */
    private static char state(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return GONE;
        }
    }

    void thaw() {
        Signal.CONT.send(jvm().orElseThrow().pid());
    }

    /** kill -9, and waits until it is gone. */
    void kill() {
        process.descendants().forEach(leftBehind::add);
        jvm().ifPresent(ProcessHandle::destroyForcibly);
        exitValue();
    }

    /** SIGTERM, and waits until it is gone. */
    int stop() {
        jvm().ifPresent(ProcessHandle::destroy);
        return exitValue();
    }

    /** Waits until it has ended by itself. */
    int exitValue() {
        try {
            assertTrue(
                    process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), () -> "expected the server to end: " + err());
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends what is left of it, and waits until nobody writes into its folder any more. */
    @Override
    public void close() {
        process.descendants().forEach(leftBehind::add);
        leftBehind.add(process.toHandle());
        leftBehind.forEach(ProcessHandle::destroyForcibly);
        Waiting.until(
                LIMIT,
                () -> "processes that end: " + leftBehind,
                () -> leftBehind.stream().noneMatch(ServerProcess::isRunning));
    }

    /** Whether a process can still write: one whose parent is gone may stay a zombie where nobody asks how it ended. */
    private static boolean isRunning(ProcessHandle process) {
        char state = state(Path.of("/proc", Long.toString(process.pid())));
        return process.isAlive() && state != ZOMBIE && state != GONE;
    }

    /** The wrapper's child, where there is a wrapper. */
    private Optional<ProcessHandle> jvm() {
        return isWrapped ? process.children().findFirst() : Optional.of(process.toHandle());
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
                if (line.startsWith("listening")) {
                    address = line.split("\\s+")[1];
                }
            }
        } catch (IOException closed) {
            // It was killed.
        } finally {
            hasNothingMoreToSay = true;
        }
    }
}
