package io.gavel.gateway.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as a user writes it: microseconds since the epoch, as events carry them, or ISO 8601.
 *
 * @param micros since the epoch
 */
record Moment(long micros) {
    /** How it may be written, for help texts. */
    static final String FORMS = "microseconds since the epoch, or as 2026-11-20, 2026-11-20T12:00:00Z";

    static final Moment FIRST = new Moment(Long.MIN_VALUE / 1_000);
    static final Moment LAST = new Moment(Long.MAX_VALUE / 1_000 - 1);

    /** The first ns of this microsecond. */
    long firstNs() {
        return micros * 1_000;
    }

    /** The last ns of this microsecond: events show their time rounded down. */
    long lastNs() {
        return micros * 1_000 + 999;
    }

    static Moment parse(String text) {
        try {
            return new Moment(text.matches("-?\\d+") ? Long.parseLong(text) : micros(instant(text))).checked();
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new TypeConversionException("expected " + FORMS + ", time=" + text);
        }
    }

    private Moment checked() {
        if (micros < FIRST.micros || micros > LAST.micros) {
            throw new ArithmeticException("expected a time that fits in ns, micros=" + micros);
        }
        return this;
    }

    private static Instant instant(String text) {
        return text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(text).toInstant();
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<Moment> {
        @Override
        public Moment convert(String value) {
            return parse(value);
        }
    }
}
