package io.gavel.gateway.cli;

import io.gavel.gateway.cli.ServerProcess.Launch;
import io.gavel.testing.PidNamespace;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is process 1, as in a container: killed under load, the next one has the same number and must not take
 * itself for the one that died. {@code -Dgavel.kill.rounds=20} for the long run.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ServerNamespaceTest {
    private static final int ROUNDS = Integer.getInteger("gavel.kill.rounds", 2);

    @TempDir
    private Path folder;

    @Test
    void processOneStartsAgainByItselfAfterEveryKill() throws Exception {
        PidNamespace.assumePermitted();
        SplittableRandom random = new SplittableRandom(13);
        Promises promises = new Promises();
        Launch launch = Launch.in(folder).withWrapper(PidNamespace.wrapper()).with("--generation-mib", "1");
        ServerProcess server = launch.start();
        try {
            promises.furnish(server);
            for (int round = 0; round < ROUNDS; round++) {
                promises.connectAndAskAgain(server);
                promises.loadAndKill(server, 200 + random.nextInt(1_000));
                server = launch.start();
            }
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
