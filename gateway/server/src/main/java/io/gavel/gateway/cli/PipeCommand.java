package io.gavel.gateway.cli;

import io.gavel.engine.ring.Journal;
import io.gavel.engine.view.marketdata.MarketDataLevel;
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
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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

    @Option(
            names = "--market-data",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description = "Also write market data: l1 (best prices), l2 (levels) or l3 (orders).")
    private MarketDataLevel marketData;

    @Option(names = "--checksum", description = "With --market-data l2 or l3: sum up the book after every change.")
    private boolean checksum;

    /** Levels are written small. */
    static final class LevelConverter implements ITypeConverter<MarketDataLevel> {
        @Override
        public MarketDataLevel convert(String value) {
            return switch (value) {
                case "l1" -> MarketDataLevel.L1;
                case "l2" -> MarketDataLevel.L2;
                case "l3" -> MarketDataLevel.L3;
                default -> throw new TypeConversionException("expected l1, l2 or l3, value=" + value);
            };
        }
    }

    @Override
    public Integer call() throws IOException {
        // The bare descriptors: lines are batched here already, and events are bytes.
        try (InputStream in = new FileInputStream(FileDescriptor.in);
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            return run(in, out);
        }
    }

    private int run(InputStream in, OutputStream out) throws IOException {
        if (checksum && (marketData == null || marketData == MarketDataLevel.L1)) {
            throw Failure.usage("expected --market-data l2 or l3 beside --checksum");
        }
        if (journal == null) {
            return runner(null).run(in, out);
        }
        try (Journal written = openJournal()) {
            return runner(written).run(in, out);
        } catch (JournalFull e) {
            throw Failure.environment(e.getMessage(), e);
        }
    }

    private PipeRunner runner(Journal written) {
        PipeRunner runner = new PipeRunner(autoCreate, strict, written);
        return marketData == null ? runner : runner.withMarketData(marketData, checksum);
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
