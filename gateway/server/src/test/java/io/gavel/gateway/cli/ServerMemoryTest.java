package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.cli.ServerProcess.Launch;
import io.gavel.testing.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose memory runs out under load ends by itself, says why, and has lost nothing that it had told. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ServerMemoryTest {
    private static final Duration RUNS_OUT_WITHIN = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void aStartThatRunsOutOfMemoryEndsAsWell() {
        ServerProcess server = Launch.in(folder)
                .with("--ring-size", "65536")
                .withJvmFlags("-Xmx16m", "-XX:+UseSerialGC")
                .spawn();
        try {
            assertEquals(ExitCode.ENVIRONMENT, server.exitValue(), server::err);
            assertTrue(server.err().contains("out of memory"), server::err);
        } finally {
            server.close();
        }
    }

    @Test
    void outOfMemoryEndsTheProcessAndARestartLosesNothing() throws Exception {
        Promises promises = new Promises();
        Launch launch = Launch.in(folder).with("--generation-mib", "4");
        ServerProcess server = launch.withJvmFlags("-Xmx" + System.getProperty("gavel.heap", "24m"), "-XX:+UseSerialGC")
                .start();
        try {
            promises.furnish(server);
            promises.connectAndAskAgain(server);
            promises.load(100);
            ServerProcess starving = server;
            Waiting.until(
                    RUNS_OUT_WITHIN,
                    () -> "the end of the server, answered=" + promises.answered() + ", err=" + starving.err(),
                    () -> !starving.isAlive());
            assertEquals(ExitCode.ENVIRONMENT, server.exitValue(), server::err);
            assertTrue(server.err().contains("out of memory"), server::err);
            promises.awaitEnd();

            server = launch.start();
            promises.connectAndAskAgain(server);
            promises.assertBookAndMoneyAreRight();
            promises.abort();
            server.kill();
            promises.assertKeptOnceIn(launch.journal());
        } finally {
            server.close();
        }
    }
}
