package io.gavel.gateway.cli;

import io.gavel.gateway.ops.OutOfMemory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends this process when memory has run out, with one line and {@link ExitCode#ENVIRONMENT}, as {@code
 * -XX:+ExitOnOutOfMemoryError} would: a jar's manifest cannot set that flag. What it needs is made beforehand.
 */
final class OutOfMemoryExit {
    private static final byte[] LAST_WORDS =
            "gavel: out of memory: give it more with -Xmx, and start it again\n".getBytes(StandardCharsets.UTF_8);

    private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

    private OutOfMemoryExit() {}

    static void install() {
        OutOfMemory.endsBy(OutOfMemoryExit::end);
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> {
            OutOfMemory.check(problem);
            System.err.println("gavel: a bug in thread " + thread.getName());
            problem.printStackTrace();
        });
    }

    /** Hooks are not run: they would go on with what is broken. */
    private static void end() {
        try {
            ERR.write(LAST_WORDS);
        } catch (IOException nobodyListens) {
            // The exit status says it as well.
        } finally {
            Runtime.getRuntime().halt(ExitCode.ENVIRONMENT);
        }
    }
}
