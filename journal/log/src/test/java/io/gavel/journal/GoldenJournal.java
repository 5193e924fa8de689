package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A journal as a release once wrote it, kept as text: {@code resources/golden/<format version>}.
 *
 * <p>{@code commands.jsonl} is what was commanded: commands and times as a pipe takes them, {@code upgrade RULESET},
 * {@code restart NOW}, and last {@code skip SEQ}. {@code generation-N.txt} and {@code durable.txt} are the files, {@code dump.jsonl} all events,
 * {@code states.txt} the state hash behind every whole command.
 */
public final class GoldenJournal {
    /** What is written today; a release that writes more, or other bytes, adds a folder. */
    public static final int TODAY = 3;

    /** Behind the last byte, as prepared or sparse files have them. */
    private static final int ZEROS_BEHIND = 4096;

    private static final int DURABLE_BYTES = 32;
    private static final UUID JOURNAL_ID = new UUID(0x676f6c64656eL, 0x6a6f75726e616cL);
    private static final long CREATED_NS = 1_800_000_000_000_000_000L;

    private final int version;

    public GoldenJournal(int version) {
        this.version = version;
    }

    /** Puts the files of the release into a folder. */
    public Path restoreTo(Path journal) throws IOException {
        for (int number = 1; number <= generations(); number++) {
            List<String> lines = lines("generation-" + number + ".txt");
            Path folder = Files.createDirectories(JournalFiles.generation(journal, number));
            int last = HexFormat.fromHexDigits(lines.get(lines.size() - 1), 0, 8);
            Files.write(folder.resolve("19700101-00X.cq4"), SparseHex.bytes(lines, last + ZEROS_BEHIND));
        }
        Files.write(journal.resolve("durable"), SparseHex.bytes(lines("durable.txt"), DURABLE_BYTES));
        return journal;
    }

    int generations() {
        int number = 0;
        while (GoldenJournal.class.getResource(name("generation-" + (number + 1) + ".txt")) != null) {
            number++;
        }
        return number;
    }

    /** The lines of one of its files. */
    public List<String> lines(String file) {
        try (InputStream in = GoldenJournal.class.getResourceAsStream(name(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets this release decide and write the same commands, on a machine whose clock stands still. */
    public void writeTo(Path journal) {
        JournalDirectory directory = new JournalDirectory(journal, new StoppedMachine());
        Writer writer = new Writer(directory);
        lines("commands.jsonl").forEach(writer::run);
        writer.close();
    }

    /** Writes all files of a new version as text, to be reviewed and committed; its commands must be there. */
    void regenerate(Path journal, Path text) throws IOException {
        writeTo(journal);
        Files.createDirectories(text);
        for (int number = 1; Files.exists(JournalFiles.generation(journal, number)); number++) {
            Files.writeString(text.resolve("generation-" + number + ".txt"), generationText(journal, number));
        }
        Files.writeString(text.resolve("durable.txt"), SparseHex.of(Files.readAllBytes(journal.resolve("durable"))));
        Files.writeString(text.resolve("dump.jsonl"), dump(journal));
    }

    static String generationText(Path journal, int number) throws IOException {
        return SparseHex.of(Files.readAllBytes(JournalFiles.queueFile(journal, number)));
    }

    /** All events in full. */
    static String dump(Path journal) {
        Directory names = new Directory();
        JsonEvents events = new JsonEvents(names);
        JsonWriter out = new JsonWriter();
        JournalVerifier.verify(journal, transaction -> {
            names.onTransaction(transaction);
            events.writeAll(transaction, out);
        });
        return out.toString();
    }

    private String name(String file) {
        return "/golden/" + version + "/" + file;
    }

    /** A clock that stands still, and one id. */
    private static final class StoppedMachine extends OtherStorage {
        @Override
        public long wallClockNs() {
            return CREATED_NS;
        }

        @Override
        public UUID newId() {
            return JOURNAL_ID;
        }
    }

    /** Decides and appends line by line: one excerpt a line. */
    private static final class Writer {
        private final JournalDirectory directory;
        private final Market market = new Market(MarketConfig.defaults());
        private final Directory names = new Directory();
        private final JsonCommands commands = new JsonCommands(names, true);
        private final CommandWriter internal = new CommandWriter();
        private final TransactionBuffer out = new TransactionBuffer(4096);
        private final List<String> wrong = new ArrayList<>();
        private ChronicleJournal journal;
        private long nowNs;

        Writer(JournalDirectory directory) {
            this.directory = directory;
            journal = ChronicleJournal.open(directory, JournalConfig.small());
        }

        void run(String line) {
            if (line.startsWith("upgrade ")) {
                internal.upgrade(Integer.parseInt(line.substring("upgrade ".length())));
                market.onCommand(internal.buffer(), 0, internal.length(), nowNs, out);
            } else if (line.startsWith("restart ")) {
                journal.close();
                journal = ChronicleJournal.open(directory, JournalConfig.small());
                nowNs = Long.parseLong(line.substring("restart ".length()));
                internal.recovered(market.lastTimeNs(), nowNs);
                market.onCommand(internal.buffer(), 0, internal.length(), market.lastTimeNs(), out);
            } else if (line.startsWith("skip ")) {
                skip(Long.parseLong(line.substring("skip ".length())));
            } else {
                runJson(line);
            }
            append();
        }

        private void skip(long seq) {
            journal.close();
            try (JournalOpening opening = JournalOpening.of(directory, List.of(), ScanProgress.NONE)) {
                opening.skip(new SkippedCommand(seq, seq, CREATED_NS, "ann", "to be on record"));
            }
        }

        void close() {
            journal.close();
            assertEquals(List.of(), wrong);
        }

        private void runJson(String line) {
            byte[] text = SparseHex.utf8(line);
            JsonCommands.Outcome outcome = commands.decode(text, 0, text.length, 0, true);
            if (commands.atNs() != Directory.NO_TIME) {
                nowNs = commands.atNs();
            }
            switch (outcome) {
                case COMMAND -> market.onCommand(commands.buffer(), 0, commands.length(), nowNs, out);
                case TIME -> market.onTime(nowNs, out);
                default -> wrong.add(line + ": " + commands.field() + " " + commands.expected());
            }
        }

        private void append() {
            Transaction transaction = new Transaction();
            int offset = 0;
            for (int i = 0; i < out.count(); i++) {
                names.onTransaction(transaction.wrap(out.buffer(), offset, out.firstSeq() + i));
                offset += transaction.length();
            }
            if (out.count() > 0) {
                journal.append(out.buffer(), 0, out.length(), out.firstSeq(), out.count());
                out.clear();
            }
        }
    }
}
