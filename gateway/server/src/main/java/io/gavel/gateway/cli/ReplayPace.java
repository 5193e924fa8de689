package io.gavel.gateway.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How fast a replay goes: {@code flat} out, at the {@code original} pace, or at so many times that ({@code 10x}).
 *
 * @param times how many times as fast; {@link #FLAT_OUT} without any waiting
 */
record ReplayPace(double times) {
    static final double FLAT_OUT = Double.POSITIVE_INFINITY;

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)x");

    boolean isFlatOut() {
        return times == FLAT_OUT;
    }

    static ReplayPace parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches() && Double.parseDouble(matcher.group(1)) > 0) {
            return new ReplayPace(Double.parseDouble(matcher.group(1)));
        }
        return switch (text) {
            case "flat" -> new ReplayPace(FLAT_OUT);
            case "original" -> new ReplayPace(1);
            default -> throw new TypeConversionException("expected flat, original or as 10x, pace=" + text);
        };
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<ReplayPace> {
        @Override
        public ReplayPace convert(String value) {
            return parse(value);
        }
    }
}
