package io.gavel.gateway.cli;

import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time as a user writes it: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}.
 *
 * @param ns more than zero
 */
record Span(long ns) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    static Span parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new TypeConversionException("expected a time above zero as 500ms, 5s, 2m or 1h, time=" + text);
        }
        TimeUnit unit = switch (matcher.group(2)) {
            case "ms" -> TimeUnit.MILLISECONDS;
            case "s" -> TimeUnit.SECONDS;
            case "m" -> TimeUnit.MINUTES;
            default -> TimeUnit.HOURS;
        };
        return new Span(unit.toNanos(Long.parseLong(matcher.group(1))));
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<Span> {
        @Override
        public Span convert(String value) {
            return parse(value);
        }
    }
}
