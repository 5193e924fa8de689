package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.testing.Mount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process: what it prints, its settlement, and how it stops. */
@Timeout(120)
class ServeCommandTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void serverPrintsItsSettingsServesSettlesAndStopsCleanly() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), "k = *:admin\n");
        Process server = start("--port", "0", "--data", folder.resolve("d").toString(), "--keys", keys.toString());
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = untilListening(out);
            assertTrue(has(lines, "port\\s+0\\s+flag"), lines::toString);
            assertTrue(has(lines, "durability\\s+process\\s+default"), lines::toString);
            assertTrue(has(lines, "layout\\s+(INLINE|COMPACT)"), lines::toString);
            String address = address(lines);
            assertEquals(200, post(address, "{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}"));
            awaitSettled(address);
            server.toHandle().destroy();
            assertTrue(server.waitFor(30, TimeUnit.SECONDS));
            assertEquals(143, server.exitValue());
            assertEquals(
                    List.of("stopped      last seq 1, all of it durable (process)"),
                    out.lines().toList());
        } finally {
            server.destroyForcibly();
        }
        assertEquals(0, run("journal", "verify", folder.resolve("d/journal").toString()));
    }

    @Test
    void atLevelMemoryTheLastLineSaysThatNothingIsKept() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), "k = *:admin\n");
        Process server = start(
                "--port",
                "0",
                "--data",
                folder.resolve("d").toString(),
                "--keys",
                keys.toString(),
                "--durability",
                "memory");
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String address = address(untilListening(out));
            assertEquals(200, post(address, "{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}"));
            server.toHandle().destroy();
            assertTrue(server.waitFor(30, TimeUnit.SECONDS));
            assertEquals(
                    List.of("stopped      last seq 1, nothing of it is kept (memory)"),
                    out.lines().toList());
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void afterATornTailTheStartSaysSoAndTheStatusAnswersFromTheFirstMoment() throws Exception {
        String data = folder.resolve("d").toString();
        Path keys = Files.writeString(folder.resolve("keys"), "k = *:admin\n");
        String[] args = {"--port", "0", "--data", data, "--keys", keys.toString()};
        Process first = start(args);
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            String address = address(untilListening(out));
            assertEquals(200, post(address, "{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}"));
            awaitSettled(address);
        } finally {
            first.destroy();
            assertTrue(first.waitFor(30, TimeUnit.SECONDS));
        }
        tear(folder.resolve("d/journal"));
        Process second = start(args);
        try (BufferedReader out = second.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = untilListening(out);
            assertTrue(
                    has(lines, "torn tail\\s+\\d+ bytes cut behind seq \\d+: a record that was never finished.*"),
                    lines::toString);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            Path door = folder.resolve("d/settlement/status.sock");
            do {
                assertEquals(0, run("db", "status", "--data", data));
            } while (Files.notExists(door) && System.nanoTime() < deadline);
            assertTrue(Files.exists(door));
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    @Test
    void aCommandThatWasGivenUpIsTold() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), "k = *:admin\n");
        String data = folder.resolve("d").toString();
        String[] args = {"--port", "0", "--data", data, "--keys", keys.toString(), "--no-settle"};
        Process first = start(args);
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            String address = address(untilListening(out));
            assertEquals(200, post(address, "{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}"));
            assertEquals(200, post(address, "{\"type\":\"createAccount\",\"account\":\"ann\"}"));
            String deposit = "{\"type\":\"deposit\",\"account\":\"ann\",\"asset\":\"USD\",\"amount\":\"5.00\","
                    + "\"clOrdId\":\"d\"}";
            assertEquals(200, post(address, deposit));
        } finally {
            first.destroy();
            assertTrue(first.waitFor(30, TimeUnit.SECONDS));
        }
        String[] skip = {"journal", "skip", "--seq", "3", "--operator", "bob", "--reason", "paid twice", "--yes"};
        List<String> onPurpose = new ArrayList<>(List.of(skip));
        onPurpose.addAll(List.of("--even-if-decided-alike", data));
        assertEquals(0, run(onPurpose.toArray(String[]::new)));
        Process second = start(args);
        try (BufferedReader out = second.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = untilListening(out);
            assertTrue(has(lines, "given up\\s+seq 3 by bob: paid twice"), lines::toString);
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    @Test
    void aMissingCounterIsTold() throws Exception {
        String data = folder.resolve("d").toString();
        Process first = start("--port", "0", "--data", data, "--no-settle");
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            untilListening(out);
            // Closed cleanly, so that the watermark still says where the journal ends.
            first.destroy();
            first.waitFor();
        } finally {
            first.destroyForcibly().waitFor();
        }
        Files.delete(folder.resolve("d/journal/durable"));
        Process second = start("--port", "0", "--data", data, "--no-settle");
        try (BufferedReader out = second.inputReader(StandardCharsets.UTF_8)) {
            untilListening(out);
        } finally {
            second.destroyForcibly().waitFor();
        }
        String err = Files.readString(folder.resolve("err"));
        assertTrue(err.contains("gavel serve: the file durable is missing: the journal was closed cleanly"), err);
    }

    @Test
    void aJournalThatWasRepairedIsToldAtEveryStart() throws Exception {
        Path journal = folder.resolve("d/journal");
        JournalTool.record(journal, "{'type':'createAsset','at':0,'asset':'USD','decimals':2}", "");
        Files.write(journal.resolve("watermark"), new byte[5]);
        assertEquals(
                0,
                run(
                        "journal",
                        "repair",
                        "--accept-loss",
                        "--operator",
                        "ann",
                        "--reason",
                        "a bad page",
                        journal.toString()));
        for (int round = 0; round < 2; round++) {
            Process server = start("--port", "0", "--data", folder.resolve("d").toString(), "--no-settle");
            try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
                List<String> lines = untilListening(out);
                assertTrue(
                        has(
                                lines,
                                "repaired     generation 2 at \\S+, nothing given up behind seq 1, BAD_CRC, by ann: a bad page"),
                        lines::toString);
            } finally {
                server.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void anAccountHasAsManyOrdersInFlightAsTheSettingSays() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), "k = *:admin\na = alice:trade,cancel\n");
        String[] args = {"--port", "0", "--keys", keys.toString(), "--no-settle", "--layout", "inline", "--data"};
        assertEquals(List.of(200, 429, 429), threeOrdersAtOnce("first", args, "--in-flight-per-account", "1"));
        assertEquals(List.of(200, 200, 429), threeOrdersAtOnce("second", args, "--in-flight-per-account", "2"));
        assertEquals(List.of(200, 200, 200), threeOrdersAtOnce("third", args));
    }

    /** Statuses of three requests that come in one piece: the loop that reads them decides none before it has them all. */
    private List<Integer> threeOrdersAtOnce(String data, String[] args, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(args));
        all.add(folder.resolve(data).toString());
        all.addAll(List.of(more));
        Process server = start(all.toArray(String[]::new));
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = untilListening(out);
            String limit = more.length == 0 ? "4096\\s+default" : more[1] + "\\s+flag";
            assertTrue(has(lines, "in-flight-per-account\\s+" + limit), lines::toString);
            String address = address(lines);
            for (String command : List.of(
                    "{'type':'createAsset','asset':'USD','decimals':2}",
                    "{'type':'createAsset','asset':'ACM','decimals':0}",
                    "{'type':'createAccount','account':'alice','unlimitedCredit':true}",
                    "{'type':'createInstrument','instrument':'ACME','base':'ACM','quote':'USD',"
                            + "'tick':'0.01','lot':'1'}")) {
                assertEquals(200, post(address, command.replace('\'', '"')));
            }
            return statuses(URI.create(address).getPort(), 3);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static List<Integer> statuses(int port, int orders) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 1; i <= orders; i++) {
            String order = "{\"type\":\"newOrder\",\"clOrdId\":\"" + i + "\",\"instrument\":\"ACME\","
                    + "\"side\":\"buy\",\"qty\":\"1\",\"price\":\"2.00\"}";
            requests.append("POST /v1/commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\n")
                    .append(i == orders ? "Connection: close\r\n" : "")
                    .append("Content-Length: " + order.length() + "\r\n\r\n" + order);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("HTTP/1\\.1 (\\d+)")
                    .matcher(answers)
                    .results()
                    .map(status -> Integer.valueOf(status.group(1)))
                    .toList();
        }
    }

    @Test
    void withoutKeysOneAdministratorsKeyIsMade() throws Exception {
        Process server = start("--port", "0", "--data", folder.resolve("d").toString(), "--no-settle");
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = untilListening(out);
            assertTrue(has(lines, "admin key\\s+[0-9a-f]{32}.*"), lines::toString);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void wrongSettingsExitTwoWithoutAStackTrace() throws IOException {
        assertUsage("port", "serve", "--port", "70000");
        assertUsage("power of two", "serve", "--ring-size", "1000");
        assertUsage("expected 1 or more, in-flight-per-account=0", "serve", "--in-flight-per-account", "0");
        assertUsage("expected 1 or more, in-flight-per-account=-4", "serve", "--in-flight-per-account", "-4");
        assertUsage("'many' is not an int", "serve", "--in-flight-per-account", "many");
        assertUsage("1 to 1024, generation-mib=2000", "serve", "--generation-mib", "2000");
        assertUsage("memory, process, disk", "serve", "--durability", "paper");
        assertUsage("inline, compact, auto", "serve", "--layout", "wide");
        assertUsage("keys=", "serve", "--keys", folder.resolve("none").toString());
        assertUsage("config=", "serve", "--config", folder.resolve("none").toString());
        Path keys = Files.writeString(folder.resolve("keys"), "k = alice:fly\n");
        assertUsage("role=fly", "serve", "--keys", keys.toString());
    }

    @Test
    void placeThatDoesNotDoIsToldInPlainWords() throws IOException {
        String file = Files.createFile(folder.resolve("file")).toString();
        assertRefused(ExitCode.ENVIRONMENT, "the journal's folder", "serve", "--port", "0", "--data", file);
        assertRefused(
                ExitCode.ENVIRONMENT, "there is no such file or folder", "serve", "--port", "0", "--data", "/proc/x");
        assertRefused(
                ExitCode.ENVIRONMENT,
                "expected a host that has an address, host=999.1.1.1",
                "serve",
                "--host",
                "999.1.1.1",
                "--port",
                "0",
                "--data",
                folder.resolve("new").toString());
    }

    @Test
    void levelMemoryIsRefusedWhereAJournalWouldNotBeRead() throws IOException {
        Files.createDirectories(folder.resolve("d/journal"));
        String data = folder.resolve("d").toString();
        assertRefused(
                ExitCode.ENVIRONMENT,
                "durability=memory, journal=" + data,
                "serve",
                "--durability",
                "memory",
                "--data",
                data);
    }

    @Test
    void fileSystemThatForgetsIsRefusedAtLevelDiskByName() throws IOException {
        Path strict = Files.writeString(folder.resolve("strict"), "allow-file-system = false\n");
        try (Mount memory = Mount.tmpfs(folder.resolve("memory"), 16 << 20)) {
            String data = memory.root().resolve("d").toString();
            assertRefused(
                    ExitCode.ENVIRONMENT,
                    "type=tmpfs",
                    "serve",
                    "--port",
                    "0",
                    "--durability",
                    "disk",
                    "--config",
                    strict.toString(),
                    "--data",
                    data);
            assertFalse(Files.exists(Path.of(data)), "nothing was made");
        }
    }

    private static void assertUsage(String expected, String... args) {
        assertRefused(ExitCode.USAGE, expected, args);
    }

    private static void assertRefused(int expectedStatus, String expected, String... args) {
        StringWriter err = new StringWriter();
        int status = Gavel.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(args);
        assertEquals(expectedStatus, status, err::toString);
        assertTrue(err.toString().contains(expected), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
        assertFalse(err.toString().contains("Exception"), err::toString);
    }

    /** The close record ends the file; its last byte is gone. */
    private static void tear(Path journal) throws IOException {
        try (Stream<Path> files = Files.walk(journal)) {
            Path file = files.filter(each -> each.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (bytes[end - 1] == 0) {
                end--;
            }
            Files.write(file, Arrays.copyOf(bytes, end - 1));
        }
    }

    private static int run(String... args) {
        return Gavel.commandLine().setOut(new PrintWriter(new StringWriter())).execute(args);
    }

    private Process start(String... args) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(args));
        return new ProcessBuilder(SettlementProcess.command(arguments.toArray(String[]::new)))
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static List<String> untilListening(BufferedReader out) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = out.readLine();
        while (line != null) {
            lines.add(line);
            if (line.startsWith("listening")) {
                return lines;
            }
            line = out.readLine();
        }
        throw new AssertionError("expected a line listening, lines=" + lines);
    }

    private static boolean has(List<String> lines, String pattern) {
        return lines.stream().anyMatch(line -> line.matches(pattern));
    }

    private static String address(List<String> lines) {
        return lines.get(lines.size() - 1).split("\\s+")[1];
    }

    private static int post(String address, String command) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(address + "/v1/commands"))
                                .header("Authorization", "Bearer k")
                                .POST(HttpRequest.BodyPublishers.ofString(command))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static void awaitSettled(String address) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String metrics = "";
        while (!metrics.contains("\ngavel_settlement_lag_events 0") && System.nanoTime() < deadline) {
            metrics = HTTP.send(
                            HttpRequest.newBuilder(URI.create(address + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
        assertTrue(metrics.contains("\ngavel_settlement_lag_events 0"), metrics);
    }
}
