package io.gavel.gateway.cli;

import io.gavel.gateway.SettingLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a setting's value comes from: a flag, else the environment ({@code GAVEL_RING_SIZE} for {@code ring-size}), else
 * the file, else the default. Remembers every answer with its origin, so that what is in force can be shown.
 */
final class Settings {
    /** A value in force. */
    record Entry(String name, String value, String origin) {}

    private static final String DEFAULT = "default";

    private static final String FLAG = "flag";

    private final Map<String, String> environment;
    private final Map<String, SettingLine> file;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();

    private Settings(Map<String, String> environment, Map<String, SettingLine> file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * @param file of lines {@code name = value}, or null
     * @throws IllegalArgumentException that says what was expected, and in which line
     */
    static Settings of(Map<String, String> environment, Path file) throws IOException {
        Map<String, SettingLine> lines = new TreeMap<>();
        if (file != null) {
            for (SettingLine line : SettingLine.read(file)) {
                if (line.text().indexOf('=') < 1) {
                    throw line.wrong("expected name = value");
                }
                if (lines.put(name(line), line) != null) {
                    throw line.wrong("expected each setting once, name=" + name(line));
                }
            }
        }
        return new Settings(environment, lines);
    }

    /** The value of a setting; {@code flag} null: it was not given on the command line. */
    String value(String name, Object flag, String absent) {
        asked.add(name);
        String variable = "GAVEL_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
        if (flag != null) {
            return remember(name, flag.toString(), FLAG);
        }
        if (environment.containsKey(variable)) {
            return remember(name, environment.get(variable), "environment " + variable);
        }
        if (file.containsKey(name)) {
            SettingLine line = file.get(name);
            String value = line.text().substring(line.text().indexOf('=') + 1).strip();
            return remember(name, value, "file " + line.file() + ", line " + line.number());
        }
        return remember(name, absent, DEFAULT);
    }

    int number(String name, Object flag, int absent) {
        String value = value(name, flag, Integer.toString(absent));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw wrong("expected a whole number", name, value);
        }
    }

    boolean bool(String name, Object flag, boolean absent) {
        String value = value(name, flag, Boolean.toString(absent));
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong("expected true or false", name, value);
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
            throw wrong("expected one of " + words, name, value);
        }
    }

    /** Everything asked for so far, in that order. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Call when all was asked for: a name in the file that nobody asked for is a slip of the pen. */
    void refuseUnknown() {
        file.forEach((name, line) -> {
            if (!asked.contains(name)) {
                throw Failure.usage(line.wrong("expected one of " + String.join(", ", asked) + ", name=" + name)
                        .getMessage());
            }
        });
    }

    private static String name(SettingLine line) {
        return line.text().substring(0, line.text().indexOf('=')).strip();
    }

    /** Of the setting asked for last. */
    private Failure wrong(String expected, String name, String value) {
        String origin = entries.get(entries.size() - 1).origin();
        String where = origin.equals(FLAG) ? "" : ", from " + origin;
        return Failure.usage(expected + ", " + name + "=" + value + where);
    }

    private String remember(String name, String value, String origin) {
        entries.add(new Entry(name, value, origin));
        return value;
    }
}
