package io.gavel.wire.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.CommandType;
import io.gavel.wire.EventType;
import io.gavel.wire.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/PROTOCOL.md says of commands, events and refusals what the code says. */
final class ProtocolPageTest {
    private static final String PAGE = page();

    @Test
    void theCatalogueHasEveryRefusalAndNoOther() {
        List<String> expected = new ArrayList<>();
        for (Refusal refusal : Refusal.values()) {
            expected.add("| " + refusal.code() + " | `" + refusal.name() + "` | " + refusal.message() + " | "
                    + (unit(refusal).isEmpty() ? "|" : unit(refusal) + " |"));
        }
        List<String> written = section("## The catalogue of refusals")
                .lines()
                .filter(line -> line.matches("\\| \\d{4} \\|.*"))
                .map(line -> line.replace("|  |", "| |"))
                .toList();
        assertEquals(expected, written);
    }

    @ParameterizedTest
    @EnumSource(CommandType.class)
    void everyCommandThatAClientMaySendHasItsLine(CommandType type) {
        String commands = section("## Commands");
        boolean isSent = type.role() != null && type != CommandType.UPGRADE;
        assertEquals(isSent, commands.contains("`" + type.jsonName() + "`"), type.jsonName());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void everyEventHasItsLine(EventType type) {
        if (type != EventType.DUPLICATE_ANSWERED) {
            assertTrue(section("## Events").contains("`" + type.jsonName() + "`"), type.jsonName());
        }
    }

    @ParameterizedTest
    @EnumSource(JsonField.class)
    void everyFieldIsNamed(JsonField field) {
        assertTrue(PAGE.contains(field.jsonName()), field.jsonName());
    }

    private static String unit(Refusal refusal) {
        return switch (refusal.bound()) {
            case NONE -> "";
            case PRICE -> "price";
            case QTY -> "quantity";
            case MONEY -> "money";
            case TIME -> "time, µs";
            case COUNT -> "integer";
            case FIELD -> "field";
        };
    }

    private static String section(String title) {
        int from = PAGE.indexOf(title + "\n");
        assertTrue(from >= 0, title);
        int to = PAGE.indexOf("\n## ", from + 1);
        return PAGE.substring(from, to < 0 ? PAGE.length() : to);
    }

    private static String page() {
        try {
            return Files.readString(Path.of(System.getProperty("gavel.root"), "docs", "PROTOCOL.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
