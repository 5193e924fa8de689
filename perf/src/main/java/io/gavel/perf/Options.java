package io.gavel.perf;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --name value} pairs of a command line. */
public final class Options {
    private final Map<String, String> values = new LinkedHashMap<>();

    private Options() {}

    /**
     * Reads pairs.
     *
     * @param known the names that may occur
     * @throws IllegalArgumentException naming what is unknown or has no value
     */
    public static Options of(List<String> arguments, String... known) {
        Options options = new Options();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!name.startsWith("--") || !Arrays.asList(known).contains(name.substring(2))) {
                throw new IllegalArgumentException(
                        "expected one of --" + String.join(" --", known) + ", argument=" + name);
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("expected a value, argument=" + name);
            }
            options.values.put(name.substring(2), arguments.get(i + 1));
        }
        return options;
    }

    public String text(String name, String ifAbsent) {
        return values.getOrDefault(name, ifAbsent);
    }

    public long number(String name, long ifAbsent) {
        String text = values.get(name);
        try {
            return text == null ? ifAbsent : Long.parseLong(text);
        } catch (NumberFormatException problem) {
            throw new IllegalArgumentException("expected a whole number, --" + name + "=" + text, problem);
        }
    }
}
