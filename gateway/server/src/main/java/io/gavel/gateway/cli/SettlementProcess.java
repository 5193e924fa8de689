package io.gavel.gateway.cli;

import io.gavel.wire.json.JsonException;
import io.gavel.wire.json.JsonReader;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settlement beside a server, in a process of its own: a native database library that takes its JVM down must not take
 * the exchange with it. Restarted with growing pauses when it ends. It lives as long as its standard input is open, so it
 * ends with the server however that ends, and it tells on standard output how far it is.
 */
final class SettlementProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementProcess.class);
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 30_000;
    /** A process that lasted longer was well: the next pause is the first one again. */
    private static final long WELL_AFTER_MS = 60_000;

    private static final long STOP_TIMEOUT_MS = 10_000;

    private final List<String> command;
    private final Thread keeper;
    private volatile Process process;
    private volatile long settledSeq;
    private volatile boolean isClosing;

    private SettlementProcess(List<String> command) {
        this.command = command;
        keeper = new Thread(this::keep, "gavel-settlement-keeper");
        keeper.setDaemon(true);
    }

    static SettlementProcess start(Path data) {
        List<String> command = command("settle", "--data", data.toString(), "--until-stdin-closes", "--progress");
        command.add(1, "-XX:+ExitOnOutOfMemoryError");
        SettlementProcess settlement = new SettlementProcess(command);
        settlement.keeper.start();
        return settlement;
    }

    /** The last sequence that is in the database, as it last told. Any thread. */
    long settledSeq() {
        return settledSeq;
    }

    /** Lets it finish its batch and end. */
    @Override
    public void close() {
        isClosing = true;
        keeper.interrupt();
        Process running = process;
        if (running != null) {
            try {
                running.getOutputStream().close();
                if (!running.waitFor(STOP_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                    running.destroyForcibly();
                }
            } catch (IOException e) {
                running.destroy();
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How this program is started once more: the same java, jar or class path, and flags. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String classPath = System.getProperty("java.class.path");
        boolean isJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        if (isJar) {
            command.add("-jar");
            command.add(classPath);
        } else {
            for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
                if (argument.startsWith("--") || argument.startsWith("-XX:+Ignore")) {
                    command.add(argument);
                }
            }
            command.add("-cp");
            command.add(classPath);
            command.add(Gavel.class.getName());
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private void keep() {
        long pauseMs = FIRST_PAUSE_MS;
        while (!isClosing) {
            long startMs = System.currentTimeMillis();
            int status = runOnce();
            if (isClosing) {
                return;
            }
            if (System.currentTimeMillis() - startMs > WELL_AFTER_MS) {
                pauseMs = FIRST_PAUSE_MS;
            }
            LOG.warn("settlement ended and is started again, status={}, pauseMs={}", status, pauseMs);
            try {
                TimeUnit.MILLISECONDS.sleep(pauseMs);
            } catch (InterruptedException e) {
                return;
            }
            pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
        }
    }

    private int runOnce() {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process = started;
            if (isClosing) {
                started.getOutputStream().close();
            }
            follow(started);
            return started.waitFor();
        } catch (IOException e) {
            LOG.error("settlement does not start, command={}", command, e);
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Reads what it tells until it ends. */
    private void follow(Process started) throws IOException {
        JsonReader reader = new JsonReader();
        try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                try {
                    settledSeq = reader.read(bytes, 0, bytes.length).integer("settledSeq", settledSeq);
                } catch (JsonException e) {
                    LOG.warn("settlement told something else than its progress, line={}", line);
                }
                line = lines.readLine();
            }
        }
    }
}
