package io.gavel.gateway.cli;

import static io.gavel.gateway.cli.PromisedBidder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.DataFolder;
import io.gavel.journal.JournalReader;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/**
 * kill -9 of a real server under load, again and again; what it had promised is known to its clients alone.
 * {@code -Dgavel.kill.rounds=20} for the long run, {@code -Dgavel.jar=FILE} to kill the packaged program.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ServerKillTest {
    private static final int ROUNDS = Integer.getInteger("gavel.kill.rounds", 3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ADMIN = "admin-key";
    private static final String KEYS = ADMIN
            + " = *:admin\nalice = alice:read,bid,trade\nbob = bob:read,bid,trade\ncarol = carol:read,bid,trade\n";
    private static final int LOST_BYTES = 20_000;
    private static final int COUNTER_SEQ_OFFSET = 8;
    private static final long DAY_US = 86_400_000_000L;

    @TempDir
    private Path folder;

    private final List<PromisedBidder> bidders = PromisedBidder.of("alice", "bob", "carol");
    private Process server;
    private String address;

    @AfterEach
    void endTheServer() {
        if (server != null) {
            server.destroyForcibly();
        }
    }

    @Test
    void nothingThatWasPromisedIsLostOrDoneTwice() throws Exception {
        SplittableRandom random = new SplittableRandom(9);
        int carriedOutUntold = 0;
        start();
        furnish();
        for (int round = 0; round < ROUNDS; round++) {
            carriedOutUntold += connectAndAskAgain();
            loadAndKill(200 + random.nextInt(2_500));
            start();
        }
        carriedOutUntold += connectAndAskAgain();
        assertBookAndMoneyAreRight();
        bidders.forEach(PromisedBidder::abort);
        server.destroyForcibly().waitFor();
        assertEveryPromiseStandsOnceInTheJournal();
        assertEquals(0, run("journal", "replay", folder.resolve("data").toString()));
        if (System.getProperty("gavel.kill.rounds") != null) {
            System.out.println("kills=" + ROUNDS + ", promised=" + answered() + ", lost=0, twice=0, carriedOutUntold="
                    + carriedOutUntold);
        }
    }

    @Test
    void aLostPromiseWouldBeNoticed() throws Exception {
        start();
        furnish();
        connectAndAskAgain();
        loadAndKill(500);
        loseTheLastRecords();
        start();
        AssertionFailedError noticed = assertThrows(AssertionFailedError.class, this::connectAndAskAgain);
        assertTrue(
                noticed.getMessage().contains("expected: <true> but was: <null>"), "no longer a duplicate: " + noticed);
    }

    private int connectAndAskAgain() throws InterruptedException {
        int carriedOutUntold = 0;
        for (PromisedBidder bidder : bidders) {
            bidder.connect(address, bidder.account());
            carriedOutUntold += bidder.askAgain();
        }
        return carriedOutUntold;
    }

    /** @param answers how many more must have been given before the kill */
    private void loadAndKill(int answers) throws InterruptedException {
        long enough = answered() + answers;
        bidders.forEach(PromisedBidder::load);
        awaitAnswered(enough);
        server.destroyForcibly();
        assertTrue(server.waitFor(30, TimeUnit.SECONDS));
        for (PromisedBidder bidder : bidders) {
            bidder.awaitEnd();
        }
    }

    /** The planted fault: what a server without a working journal would leave. */
    private void loseTheLastRecords() throws IOException {
        Path journal = DataFolder.journal(folder.resolve("data"));
        try (Stream<Path> files = Files.walk(journal);
                RandomAccessFile counter =
                        new RandomAccessFile(journal.resolve("durable").toFile(), "rw")) {
            Path file =
                    files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (bytes[end - 1] == 0) {
                end--;
            }
            Arrays.fill(bytes, end - LOST_BYTES, end, (byte) 0);
            Files.write(file, bytes);
            counter.seek(COUNTER_SEQ_OFFSET);
            counter.writeLong(0);
        }
    }

    /** Every accepted order rests once: the book's quantity and each bidder's held money say so. */
    private void assertBookAndMoneyAreRight() throws InterruptedException {
        long orders = bidders.stream().mapToLong(PromisedBidder::acceptedOrders).sum();
        PromisedBidder asker = bidders.get(0);
        String book = asker.ask("{\"type\":\"book?\",\"instrument\":\"BTC-USD\",\"ref\":\"q\"}", "q");
        assertTrue(
                book.contains("\"bids\":[[\"1.00\",\"" + orders + "\"," + orders + "]]"), book + " orders=" + orders);
        BigDecimal held = BigDecimal.ZERO;
        for (PromisedBidder bidder : bidders) {
            String balance = bidder.ask("{\"type\":\"balance?\",\"asset\":\"USD\",\"ref\":\"q\"}", "q");
            held = held.add(new BigDecimal(field(balance, "held")));
        }
        BigDecimal ofOrders = new BigDecimal(PromisedBidder.ORDER_PRICE).multiply(BigDecimal.valueOf(orders));
        BigDecimal ofLeader = bidders.stream()
                .map(PromisedBidder::highestAcceptedBid)
                .max(BigDecimal::compareTo)
                .orElseThrow();
        assertEquals(ofOrders.add(ofLeader), held, "held for the orders and for the highest maximum");
    }

    private void assertEveryPromiseStandsOnceInTheJournal() {
        Map<String, Integer> decisions = decisions();
        for (PromisedBidder bidder : bidders) {
            for (String id : bidder.promises().keySet()) {
                assertEquals(1, decisions.getOrDefault(id, 0), "decided once, clOrdId=" + id);
            }
            assertEquals(bidder.sent(), bidder.promises().size(), "everything has its answer by now");
        }
    }

    /** How often each client order id was decided anew; a repeated answer is no decision. */
    private Map<String, Integer> decisions() {
        Map<String, Integer> decisions = new HashMap<>();
        Directory directory = new Directory();
        Transaction transaction = new Transaction();
        NewOrderDecoder order = new NewOrderDecoder();
        PlaceBidDecoder bid = new PlaceBidDecoder();
        try (JournalReader reader = JournalReader.open(DataFolder.journal(folder.resolve("data")))) {
            while (reader.poll(transaction)) {
                directory.onTransaction(transaction);
                transaction.rewind();
                String id = null;
                if (transaction.commandTemplateId() == NewOrderDecoder.TEMPLATE_ID) {
                    order.wrap(
                            transaction.buffer(),
                            transaction.commandBodyOffset(),
                            transaction.commandBlockLength(),
                            transaction.commandVersion());
                    id = order.clOrdId();
                } else if (transaction.commandTemplateId() == PlaceBidDecoder.TEMPLATE_ID) {
                    bid.wrap(
                            transaction.buffer(),
                            transaction.commandBodyOffset(),
                            transaction.commandBlockLength(),
                            transaction.commandVersion());
                    id = bid.clOrdId();
                }
                boolean isNew = transaction.nextEvent()
                        && transaction.eventTemplateId() != DuplicateAnsweredDecoder.TEMPLATE_ID;
                if (id != null && isNew) {
                    decisions.merge(id, 1, Integer::sum);
                }
            }
        }
        return decisions;
    }

    private long answered() {
        return bidders.stream().mapToLong(PromisedBidder::answered).sum();
    }

    private void awaitAnswered(long enough) {
        long deadlineNs = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (answered() < enough) {
            assertTrue(System.nanoTime() < deadlineNs, "expected " + enough + " answers, answered=" + answered());
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
    }

    private void furnish() throws Exception {
        long closesAtUs = System.currentTimeMillis() * 1_000 + DAY_US;
        command("{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}");
        command("{\"type\":\"createAsset\",\"asset\":\"BTC\",\"decimals\":0}");
        command("{\"type\":\"createInstrument\",\"instrument\":\"BTC-USD\",\"base\":\"BTC\",\"quote\":\"USD\","
                + "\"tick\":\"0.01\",\"lot\":\"1\"}");
        for (PromisedBidder bidder : bidders) {
            command("{\"type\":\"createAccount\",\"account\":\"" + bidder.account() + "\"}");
            command("{\"type\":\"deposit\",\"account\":\"" + bidder.account()
                    + "\",\"asset\":\"USD\",\"amount\":\"1000000000.00\",\"clOrdId\":\"d\"}");
        }
        command("{\"type\":\"createAuction\",\"auction\":\"lamp\",\"format\":\"english\",\"asset\":\"USD\","
                + "\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"closesAt\":" + closesAtUs + "}");
    }

    private void command(String json) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(address + "/v1/commands"))
                        .header("Authorization", "Bearer " + ADMIN)
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private void start() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), KEYS);
        String[] arguments = {
            "serve",
            "--port",
            "0",
            "--data",
            folder.resolve("data").toString(),
            "--keys",
            keys.toString(),
            "--no-settle"
        };
        server = new ProcessBuilder(command(arguments))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()))
                .start();
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("listening")) {
            line = out.readLine();
        }
        assertTrue(line != null, "the server starts: " + Files.readString(folder.resolve("err")));
        address = line.split("\\s+")[1];
    }

    private static List<String> command(String... arguments) {
        String jar = System.getProperty("gavel.jar");
        if (jar == null) {
            return SettlementProcess.command(arguments);
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar));
        command.addAll(List.of(arguments));
        return command;
    }

    private static int run(String... args) {
        return Gavel.commandLine().setOut(new PrintWriter(new StringWriter())).execute(args);
    }
}
