package io.gavel.perf.rowlock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of its own for one measurement: a new cluster in a folder beside Gavel's, so that both sync to the same
 * file system, with the settings that PostgreSQL comes with. Listens on loopback only, with a password that nobody knows.
 *
 * <p>PostgreSQL refuses to run as root: then it runs as the user {@code postgres}, who gets the folder.
 */
final class PostgresCluster implements AutoCloseable {
    private static final String USER = "gavel";
    private static final String SERVICE_USER = "postgres";
    private static final int TIMEOUT_S = 60;
    private static final int LOOK_MS = 50;
    private static final int MAX_CONNECTIONS = 64;

    private final Path data;
    private final Path log;
    private final List<String> asService;
    private final Process server;
    private final Thread atExit;
    private final Postgres postgres;

    private PostgresCluster(
            Path data, Path log, List<String> asService, PostgresPrograms programs, int port, Postgres postgres)
            throws IOException {
        this.data = data;
        this.log = log;
        this.asService = asService;
        this.postgres = postgres;
        server = start(
                programs.postgres().toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=" + MAX_CONNECTIONS,
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on");
        atExit = new Thread(server::destroy, "postgres-stop");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Makes and starts one; returns when it answers.
     *
     * @param folder made; an ancestor that other users may not enter is a problem where this process is root
     * @throws IOException with PostgreSQL's own words where it does not start
     */
    static PostgresCluster start(PostgresPrograms programs, Path folder) throws IOException {
        Files.createDirectory(folder);
        Path log = folder.resolve("log");
        Path secret = folder.resolve("secret");
        String password = UUID.randomUUID().toString();
        Files.writeString(secret, password, StandardCharsets.US_ASCII);
        List<String> asService = asService(folder);
        Path data = folder.resolve("data");
        initialize(programs, asService, data, secret, log);
        int port = freePort();
        Postgres postgres = new Postgres("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password);
        PostgresCluster cluster = new PostgresCluster(data, log, asService, programs, port, postgres);
        try {
            cluster.awaitReady();
            return cluster;
        } catch (IOException | RuntimeException problem) {
            cluster.close();
            throw problem;
        }
    }

    Postgres postgres() {
        return postgres;
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(atExit);
        server.destroy();
        try {
            if (!server.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interruption) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (true) {
            try (Connection connection = postgres.connect()) {
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new IOException("expected PostgreSQL to answer in s=" + TIMEOUT_S + words(log), notYet);
                }
            }
            try {
                if (server.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("expected PostgreSQL to start, folder=" + data + words(log));
                }
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while PostgreSQL starts", interruption);
            }
        }
    }

    private Process start(String... command) throws IOException {
        List<String> all = new ArrayList<>(asService);
        all.addAll(List.of(command));
        return process(all, log).start();
    }

    private static void initialize(PostgresPrograms programs, List<String> asService, Path data, Path secret, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(asService);
        command.addAll(List.of(
                programs.initdb().toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync"));
        Process making = process(command, log).start();
        try {
            if (!making.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                making.destroyForcibly();
                throw new IOException("expected a new cluster in s=" + TIMEOUT_S + words(log));
            }
        } catch (InterruptedException interruption) {
            making.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a cluster is made", interruption);
        }
        if (making.exitValue() != 0) {
            throw new IOException("expected a new cluster, folder=" + data + words(log));
        }
    }

    private static ProcessBuilder process(List<String> command, Path log) {
        return new ProcessBuilder(command)
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /** Gives the folder to the service's user where this process is root, and says how to become that user. */
    private static List<String> asService(Path folder) throws IOException {
        UserPrincipal root =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("root");
        if (!Files.getOwner(folder).equals(root)) {
            return List.of();
        }
        UserPrincipal service;
        try {
            service = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SERVICE_USER);
        } catch (UserPrincipalNotFoundException missing) {
            throw new IOException("expected a user " + SERVICE_USER + ", as PostgreSQL does not run as root", missing);
        }
        // A temporary folder is its maker's only; whoever serves from below must pass through it.
        Files.setPosixFilePermissions(folder.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        Files.setOwner(folder, service);
        Files.setOwner(folder.resolve("secret"), service);
        return List.of("setpriv", "--reuid=" + SERVICE_USER, "--regid=" + SERVICE_USER, "--clear-groups");
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static String words(Path log) {
        try {
            return Files.exists(log) ? "; it says:\n" + Files.readString(log, StandardCharsets.UTF_8) : "";
        } catch (IOException unreadable) {
            return "; its log can't be read: " + unreadable.getMessage();
        }
    }
}
