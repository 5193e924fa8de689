package io.gavel.engine.scenario;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of the day and durations as scenarios write them; ns since the epoch, whose first day is the scenario's. */
final class TimeText {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Pattern TIME = Pattern.compile("(\\d{1,6}):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?");
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|m|h|d)");

    private TimeText() {}

    static boolean isTime(String word) {
        return TIME.matcher(word).matches();
    }

    static boolean isDuration(String word) {
        return DURATION.matcher(word).matches();
    }

    /** Hours may go beyond 23: 25:00:00 is an hour into the next day. */
    static long timeNs(String word) {
        Matcher matcher = TIME.matcher(word);
        if (!matcher.matches()) {
            throw new ScenarioException("expected a time HH:MM:SS, found=" + word);
        }
        long seconds = Long.parseLong(matcher.group(1)) * 3_600
                + Long.parseLong(matcher.group(2)) * 60
                + Long.parseLong(matcher.group(3));
        String fraction = matcher.group(4) == null ? "" : matcher.group(4);
        return seconds * SECOND_NS + Long.parseLong((fraction + "000000000").substring(0, 9));
    }

    static long durationNs(String word) {
        Matcher matcher = DURATION.matcher(word);
        if (!matcher.matches()) {
            throw new ScenarioException("expected a duration such as 30s, found=" + word);
        }
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unitNs(matcher.group(2))))
                .longValueExact();
    }

    private static long unitNs(String unit) {
        return switch (unit) {
            case "us" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> SECOND_NS;
            case "m" -> 60 * SECOND_NS;
            case "h" -> 3_600 * SECOND_NS;
            default -> 86_400 * SECOND_NS;
        };
    }

    static String text(long timeNs) {
        long seconds = Math.floorDiv(timeNs, SECOND_NS);
        long fraction = Math.floorMod(timeNs, SECOND_NS);
        String text = String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
        return fraction == 0
                ? text
                : text + "." + String.format(Locale.ROOT, "%09d", fraction).replaceAll("0+$", "");
    }
}
