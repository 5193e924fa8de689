package io.gavel.gateway.cli;

import static io.gavel.gateway.cli.PromisedBidder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.cli.ServerProcess.Launch;
import io.gavel.testing.Mount;
import io.gavel.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that is full, all at once and under load: a halt by name, and nothing told is lost. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ServerDiskFullTest {
    private static final long DISK_BYTES = 64L << 20;

    @TempDir
    private Path folder;

    private final Promises promises = new Promises();
    private Mount disk;
    private ServerProcess server;

    @AfterEach
    void clearAway() {
        if (server != null) {
            server.close();
            server.exitValue();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void atProcessAFileSystemInMemoryThatIsFullHaltsIt() throws Exception {
        disk = Mount.tmpfs(folder.resolve("disk"), DISK_BYTES);
        fillUnderLoad(Launch.in(folder).with("--allow-file-system"));
    }

    @Test
    void atProcessADiskThatIsFullHaltsIt() throws Exception {
        disk = Mount.ext4(folder.resolve("disk"), DISK_BYTES, "");
        fillUnderLoad(Launch.in(folder));
    }

    @Test
    void atDiskADiskThatIsFullHaltsIt() throws Exception {
        disk = Mount.ext4(folder.resolve("disk"), DISK_BYTES, "");
        fillUnderLoad(Launch.in(folder).with("--durability", "disk"));
    }

    /** Only cancels before nothing at all, and back again when there is space. */
    @Test
    void aDiskThatFillsUpTakesOnlyCancelsFirstAndHaltsBeforeItIsFull() throws Exception {
        disk = Mount.ext4(folder.resolve("disk"), DISK_BYTES, "");
        Launch launch = Launch.in(folder)
                .withData(disk.root().resolve("data"))
                .with("--durability", "disk", "--generation-mib", "1")
                .with("--ballast-mib", "4", "--disk-floor-mib", "24", "--disk-halt-mib", "8");
        server = launch.start();
        promises.furnish(server);
        promises.connectAndAskAgain(server);
        PromisedBidder alice = promises.bidders().get(0);
        assertEquals("orderAccepted", field(alice.ask(order("a"), "a"), "type"));
        Path filler = disk.root().resolve("filler");

        fill(filler, 16 << 20);
        Waiting.until(ServerProcess.LIMIT, () -> "only cancels", () -> ready().contains("cancelOnly"));
        assertEquals("CANCEL_ONLY", field(alice.ask(order("b"), "b"), "name"));
        String canceled =
                alice.ask("{\"type\":\"cancelOrder\",\"clOrdId\":\"a\",\"instrument\":\"BTC-USD\",\"ref\":\"c\"}", "c");
        assertEquals("orderCanceled", field(canceled, "type"), canceled);

        Files.delete(filler);
        Waiting.until(ServerProcess.LIMIT, () -> "trading again", () -> !ready().contains("cancelOnly"));
        promises.load(500);
        fill(filler, 2 << 20);
        Waiting.until(ServerProcess.LIMIT, () -> "a halt, " + server.err(), () -> ready().contains("halted"));
        assertTrue(ready().contains("free space"), ready());
        assertEquals(143, server.stop());
        promises.awaitEnd();

        Files.delete(filler);
        server = launch.start();
        promises.connectAndAskAgain(server);
        promises.assertBookAndMoneyAreRight();
        promises.abort();
        server.kill();
        promises.assertKeptOnceIn(launch.journal());
    }

    private static String order(String id) {
        return "{\"type\":\"newOrder\",\"clOrdId\":\"" + id + "\",\"instrument\":\"BTC-USD\",\"side\":\"buy\","
                + "\"qty\":\"1\",\"price\":\"2.00\",\"ref\":\"" + id + "\"}";
    }

    private String ready() {
        return Promises.get(server, "/readyz").body();
    }

    /** Until that much is left. */
    private void fill(Path file, long leftBytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(64 << 10);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (Files.getFileStore(disk.root()).getUsableSpace() > leftBytes) {
                channel.write(zeros.rewind());
            }
            channel.force(true);
        }
    }

    private void fillUnderLoad(Launch anywhere) throws Exception {
        Path dump = folder.resolve("hs_err");
        Launch launch = anywhere.withData(disk.root().resolve("data"))
                .with("--generation-mib", "1", "--ballast-mib", "0", "--disk-floor-mib", "0", "--disk-halt-mib", "0")
                .withJvmFlags("-XX:ErrorFile=" + dump);
        server = launch.start();
        promises.furnish(server);
        promises.connectAndAskAgain(server);
        promises.load(300);
        Path filler = disk.root().resolve("filler");
        fill(filler);
        Waiting.until(
                ServerProcess.LIMIT,
                () -> "a halt, answered=" + promises.answered() + ", err=" + server.err(),
                () -> promises.bidders().stream().allMatch(each -> each.isHalted() || each.isOver()));
        assertFalse(Files.exists(dump), "the JVM did not crash");
        if (server.isAlive()) {
            String ready = Promises.get(server, "/readyz").body();
            assertTrue(ready.contains("halted"), ready);
            server.stop();
        } else {
            assertEquals(ExitCode.ENVIRONMENT, server.exitValue(), server::err);
        }
        assertFalse(Files.exists(dump), "the JVM did not crash");
        promises.awaitEnd();

        Files.delete(filler);
        server = launch.start();
        promises.connectAndAskAgain(server);
        promises.assertBookAndMoneyAreRight();
        promises.abort();
        server.kill();
        promises.assertKeptOnceIn(launch.journal());
    }

    /** Until nothing more fits. */
    private static void fill(Path file) {
        ByteBuffer zeros = ByteBuffer.allocate(64 << 10);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int step = zeros.capacity(); step >= 512; step /= 2) {
                fill(channel, zeros.clear().limit(step));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(FileChannel channel, ByteBuffer zeros) throws IOException {
        long position = channel.size();
        try {
            while (true) {
                position += channel.write(zeros.rewind(), position);
            }
        } catch (IOException full) {
            // As many of these as there was room for.
        }
    }
}
