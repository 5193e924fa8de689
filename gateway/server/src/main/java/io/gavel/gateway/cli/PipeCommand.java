package io.gavel.gateway.cli;

import io.gavel.engine.ring.Journal;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFull;
import io.gavel.journal.JournalLocked;
import io.gavel.journal.UnfitFileSystem;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gavel pipe}: commands as JSON lines in, events as JSON lines out, a fresh engine between. */
@Command(
        name = "pipe",
        mixinStandardHelpOptions = true,
        description = {
            "Reads commands as JSON lines from standard input, applies them in order to a fresh engine whose time is the"
                    + " commands' own, and writes every event as a JSON line to standard output.",
            "The same input gives the same bytes. The sender is an administrator."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:at least one line was no valid command, or a wrong option",
            "3:the input, the output or the journal does not do what is needed"
        })
public final class PipeCommand implements Callable<Integer> {
    @Option(
            names = "--auto-create",
            description = "An unknown account is created on first use, with unlimited credit; so is an unknown asset,"
                    + " with 2 decimals.")
    private boolean autoCreate;

    @Option(names = "--strict", description = "Stop at the first line that is no valid command.")
    private boolean strict;

    @Option(names = "--journal", paramLabel = "DIR", description = "Write a journal into this new or empty folder.")
    private Path journal;

    @Override
    public Integer call() throws IOException {
        // The bare descriptors: lines are batched here already, and events are bytes.
        try (InputStream in = new FileInputStream(FileDescriptor.in);
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            return run(in, out);
        }
    }

    private int run(InputStream in, OutputStream out) throws IOException {
        if (journal == null) {
            return new PipeRunner(autoCreate, strict, null).run(in, out);
        }
        try (Journal written = openJournal()) {
            return new PipeRunner(autoCreate, strict, written).run(in, out);
        } catch (JournalFull e) {
            throw Failure.environment(e.getMessage(), e);
        }
    }

    /** The engine is fresh, so its journal must be: an older one is not touched. */
    private Journal openJournal() throws IOException {
        if (Files.exists(journal)) {
            if (!Files.isDirectory(journal)) {
                throw Failure.usage("expected a folder for the journal, file=" + journal);
            }
            try (DirectoryStream<Path> within = Files.newDirectoryStream(journal)) {
                if (within.iterator().hasNext()) {
                    throw Failure.usage("expected a new or empty folder for the journal, directory=" + journal);
                }
            }
        }
        try {
            return ChronicleJournal.open(journal, JournalConfig.small());
        } catch (JournalLocked | JournalFull | UnfitFileSystem e) {
            throw Failure.environment(e.getMessage(), e);
        }
    }
}
