package io.gavel.gateway.cli;

import io.gavel.journal.DamageReason;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.repair.Salvage;
import io.gavel.journal.repair.Salvage.Trust;
import io.gavel.journal.repair.SalvageLines;
import io.gavel.journal.snapshot.WitnessedVerifier;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gavel journal salvage}: everything that can still be read, also behind holes, as JSON lines. */
@Command(
        name = "salvage",
        mixinStandardHelpOptions = true,
        description = {
            "Writes every transaction that can still be read, also behind holes, as a JSON line, with gaps marked between"
                    + " them. Each says how far it can be trusted: good, chained, loose, repeated or conflicting."
                    + " Changes nothing.",
            "DIR may also be a folder that repair moved things to, or one file."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that was found is one unbroken journal",
            "1:something is missing, or cannot be trusted like the rest",
            "2:a wrong option",
            "3:no transaction was found, or the file cannot be written"
        })
final class JournalSalvageCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 16;

    @Mixin
    private JournalFolder folder;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            required = true,
            description = "Where to write: a file that is not there yet, or a folder, for salvage.jsonl in it.")
    private Path target;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (Salvage.files(folder.path()).isEmpty()) {
            JournalDamaged absence = WitnessedVerifier.absence(folder.path());
            if (absence != null && absence.reason() == DamageReason.NOT_A_JOURNAL) {
                return folder.conclude(absence);
            }
            throw Failure.environment("expected a journal's folder or files of one, directory=" + folder.path(), null);
        }
        Path file = Files.isDirectory(target) ? target.resolve("salvage.jsonl") : target;
        SalvageLines lines;
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), BUFFER_BYTES)) {
            lines = new SalvageLines(out);
            Salvage.read(folder.path(), lines);
            lines.writeEnd();
        }
        long found = 0;
        for (Trust trust : Trust.values()) {
            found += lines.count(trust);
            JournalFolder.line(folder.out(), trust.name().toLowerCase(Locale.ROOT), Long.toString(lines.count(trust)));
        }
        JournalFolder.line(folder.out(), "missing", Long.toString(lines.missing()));
        JournalFolder.line(folder.out(), "dropped", Long.toString(lines.dropped()));
        if (lines.droppedOrLost() > 0) {
            JournalFolder.line(
                    folder.out(),
                    "not there",
                    lines.droppedOrLost() + " before the first record, dropped or lost: retained is not as it was"
                            + " written");
        }
        JournalFolder.line(folder.out(), "written to", file.toString());
        folder.out().flush();
        if (found == 0) {
            throw Failure.environment("expected a journal with at least one record, directory=" + folder.path(), null);
        }
        return lines.isUnbroken() ? ExitCode.OK : ExitCode.FINDING;
    }
}
