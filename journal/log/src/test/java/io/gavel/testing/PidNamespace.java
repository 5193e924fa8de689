package io.gavel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets a process be process 1, as in a container. Needs root; when the wrapper is killed the process is, too. */
public final class PidNamespace {
    private static final List<String> WRAPPER = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");

    private PidNamespace() {}

    /** Skips the test where no namespace can be made, and says so. */
    public static void assumePermitted() {
        List<String> probe = new ArrayList<>(WRAPPER);
        probe.add("true");
        Mount.need(SystemCommand.succeeds(probe.toArray(new String[0])), "root and unshare --pid");
    }

    /** What stands before a command that is to be process 1. */
    public static String[] wrapper() {
        return WRAPPER.toArray(new String[0]);
    }

    /** The command as process 1. */
    public static List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(WRAPPER);
        all.addAll(command);
        return all;
    }

    /** What the wrapper runs, if that takes itself for process 1; asked of the kernel, from outside. */
    public static ProcessHandle processOne(Process wrapper) {
        return wrapper.children()
                .filter(PidNamespace::isProcessOne)
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected a process 1 in wrapper=" + wrapper.pid()));
    }

    private static boolean isProcessOne(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .anyMatch(line -> line.startsWith("NSpid:") && line.endsWith("\t1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
