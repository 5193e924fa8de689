package io.gavel.gateway.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a setting's value comes from: a flag, else the environment ({@code GAVEL_RING_SIZE} for {@code ring-size}), else
 * the file, else the default. Remembers every answer with its origin, so that what is in force can be shown.
 */
final class Settings {
    /** A value in force. */
    record Entry(String name, String value, String origin) {}

    private static final String DEFAULT = "default";

    private final Map<String, String> environment;
    private final Properties file;
    private final String fileName;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();

    private Settings(Map<String, String> environment, Properties file, String fileName) {
        this.environment = environment;
        this.file = file;
        this.fileName = fileName;
    }

    /** @param file of the form {@code name = value}, or null */
    static Settings of(Map<String, String> environment, Path file) throws IOException {
        Properties properties = new Properties();
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
        }
        return new Settings(environment, properties, file == null ? "" : file.toString());
    }

    /** The value of a setting; {@code flag} null: it was not given on the command line. */
    String value(String name, Object flag, String absent) {
        asked.add(name);
        String variable = "GAVEL_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
        if (flag != null) {
            return remember(name, flag.toString(), "flag");
        }
        if (environment.containsKey(variable)) {
            return remember(name, environment.get(variable), "environment " + variable);
        }
        if (file.containsKey(name)) {
            return remember(name, file.getProperty(name).trim(), "file " + fileName);
        }
        return remember(name, absent, DEFAULT);
    }

    int number(String name, Object flag, int absent) {
        String value = value(name, flag, Integer.toString(absent));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw Failure.usage("expected a whole number, " + name + "=" + value);
        }
    }

    boolean bool(String name, Object flag, boolean absent) {
        String value = value(name, flag, Boolean.toString(absent));
        if (!value.equals("true") && !value.equals("false")) {
            throw Failure.usage("expected true or false, " + name + "=" + value);
        }
        return value.equals("true");
    }

    <E extends Enum<E>> E choice(String name, Object flag, E absent) {
        String value = value(name, flag, absent.name().toLowerCase(Locale.ROOT));
        try {
            return Enum.valueOf(absent.getDeclaringClass(), value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            StringBuilder words = new StringBuilder();
            for (E choice : absent.getDeclaringClass().getEnumConstants()) {
                words.append(words.isEmpty() ? "" : ", ").append(choice.name().toLowerCase(Locale.ROOT));
            }
            throw Failure.usage("expected one of " + words + ", " + name + "=" + value);
        }
    }

    /** Everything asked for so far, in that order. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Call when all was asked for: a name in the file that nobody asked for is a slip of the pen. */
    void refuseUnknown() {
        for (String name : new TreeSet<>(file.stringPropertyNames())) {
            if (!asked.contains(name)) {
                throw Failure.usage(
                        "expected one of " + String.join(", ", asked) + ", file=" + fileName + ", name=" + name);
            }
        }
    }

    private String remember(String name, String value, String origin) {
        entries.add(new Entry(name, value, origin));
        return value;
    }
}
