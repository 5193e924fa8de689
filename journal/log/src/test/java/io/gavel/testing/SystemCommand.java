package io.gavel.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A command of the operating system, run to its end. */
final class SystemCommand {
    private static final long LIMIT_S = 60;

    private SystemCommand() {}

    /** Whether it is there and succeeds. */
    static boolean succeeds(String... command) {
        return run(command) == null;
    }

    /** Runs it, or says why it failed. */
    static void must(String... command) {
        String problem = run(command);
        if (problem != null) {
            throw new AssertionError("expected to succeed: " + String.join(" ", command) + ": " + problem);
        }
    }

    /** Null: it succeeded. */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "it does not end";
            }
            return process.exitValue() == 0 ? null : "status=" + process.exitValue() + " " + said.strip();
        } catch (IOException missing) {
            return String.valueOf(missing.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
