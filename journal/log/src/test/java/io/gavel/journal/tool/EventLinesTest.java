package io.gavel.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.GoldenJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalVerifier;
import io.gavel.wire.EventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLinesTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void recordAnExchange() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
            new RandomExchange(3, journal, 16).open().run(6_000);
        }
    }

    @Test
    void everyFieldOfEveryEventHasAColumn(@TempDir Path golden) throws IOException {
        Path journal = new GoldenJournal(GoldenJournal.TODAY).restoreTo(golden);
        String json = print(journal, EventFilter.ALL, EventLines.Format.JSON, false);
        String csv = print(journal, EventFilter.ALL, EventLines.Format.CSV, false);
        assertEquals(json.lines().count() + 1, csv.lines().count());
        Set<EventType> seen = EnumSet.noneOf(EventType.class);
        try (FilteredReader reader = FilteredReader.open(journal, EventFilter.ALL)) {
            while (reader.next()) {
                seen.add(reader.event().event());
            }
        }
        assertEquals(EnumSet.allOf(EventType.class), seen, "the golden journal holds every event");
    }

    @Test
    void aCommandIsPrintedOnceBeforeItsEventsOrWhereItIsAskedForItself() {
        String all = print(EventFilter.ALL, EventLines.Format.JSON, true);
        String events = print(EventFilter.ALL, EventLines.Format.JSON, false);
        assertEquals(
                events,
                all.lines()
                        .filter(line -> !line.startsWith("{\"command\":"))
                        .collect(Collectors.joining("\n", "", "\n")));
        long commands =
                all.lines().filter(line -> line.startsWith("{\"command\":")).count();
        assertEquals(JournalVerifier.verify(directory).report().transactions(), commands);
        String refusals = print(EventFilter.kinds(List.of("rejected")), EventLines.Format.JSON, true);
        String[] lines = refusals.split("\n");
        for (int i = 0; i < lines.length; i += 2) {
            assertTrue(lines[i].startsWith("{\"command\":"), lines[i]);
            assertTrue(lines[i + 1].contains("ejected\",\"seq\":"), lines[i + 1]);
        }
        assertTrue(lines.length > 100);
    }

    @Test
    void commandsAreNoRows() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EventLines(EventFilter.ALL, EventLines.Format.CSV, true, (bytes, length) -> {}));
    }

    private static String print(EventFilter filter, EventLines.Format format, boolean withCommands) {
        return print(directory, filter, format, withCommands);
    }

    private static String print(Path journal, EventFilter filter, EventLines.Format format, boolean withCommands) {
        StringBuilder text = new StringBuilder();
        EventLines lines = new EventLines(
                filter,
                format,
                withCommands,
                (bytes, length) -> text.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
        JournalVerifier.verify(journal, lines);
        lines.flush();
        return text.toString();
    }
}
