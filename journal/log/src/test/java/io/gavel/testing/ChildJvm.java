package io.gavel.testing;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a test starts a JVM of its own: the same java and class path, and the flags that open the modules. */
public final class ChildJvm {
    private ChildJvm() {}

    /** The command that runs {@code main} with these arguments. */
    public static List<String> command(Class<?> main, List<String> jvmFlags, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(moduleFlags());
        command.addAll(jvmFlags);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** This JVM's own launcher. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What this JVM was told about modules and by the build; no agent, and no size of a heap. */
    private static List<String> moduleFlags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--")
                        || argument.startsWith("-XX:+Ignore")
                        || argument.startsWith("-Dgavel."))
                .toList();
    }
}
