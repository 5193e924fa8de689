package io.gavel.gateway.cli;

import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.snapshot.WitnessedVerifier;
import io.gavel.journal.tool.DoubleAuctionFiles;
import io.gavel.journal.tool.ExportTable;
import io.gavel.journal.tool.JournalTables;
import io.gavel.journal.tool.KnownNames;
import io.gavel.settlement.duckdb.ParquetFile;
import io.gavel.settlement.sink.SinkException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gavel journal export}: tables for analysis, or texts for checkers. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes the journal into a new or empty folder: as tables (transactions, commands, events, orders,"
                        + " trades, bids, auctions, balances) in CSV or Parquet files, or, with cda, as the order and trade files"
                        + " of each book that outside checkers of continuous double auctions read. Exactly the valid prefix;"
                        + " exits like verify.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            JournalFolder.EXIT_WHOLE,
            JournalFolder.EXIT_TORN,
            JournalFolder.EXIT_DAMAGED,
            "3:not a journal, or the folder or the disk does not do what is needed"
        })
final class JournalExportCommand implements Callable<Integer> {
    /** What is written. */
    enum Format {
        CSV,
        PARQUET,
        CDA
    }

    @Mixin
    private JournalFolder folder;

    @Parameters(index = "1", arity = "0..1", paramLabel = "INTO", description = "A new or empty folder.")
    private Path into;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "csv (the default), parquet or cda.")
    private Format format;

    @Option(
            names = "--one-a-line",
            description = "With cda: each trade in a line of its own, also where an order met several.")
    private boolean oneALine;

    @Override
    public Integer call() throws IOException {
        into = folder.behind(into);
        if (into == null) {
            throw Failure.usage("expected the folder to write into, INTO, behind DIR");
        }
        if (oneALine && format != Format.CDA) {
            throw Failure.usage("expected --one-a-line with --format cda");
        }
        JournalDamaged absence = WitnessedVerifier.absence(folder.path());
        if (absence != null) {
            return folder.conclude(absence);
        }
        if (KnownNames.isBeginningDropped(folder.path())) {
            throw Failure.environment(
                    "expected a journal from its first transaction on: what orders and balances there were before is not in"
                            + " it, journal=" + folder.path(),
                    null);
        }
        makeFolder();
        Verification verification = switch (format) {
            case CSV -> exportTables(into);
            case PARQUET -> exportParquet();
            case CDA -> exportBooks();
        };
        return folder.conclude(verification);
    }

    private Verification exportTables(Path to) {
        try (JournalTables tables = new JournalTables(to)) {
            return export(tables);
        }
    }

    private Verification exportBooks() {
        try (DoubleAuctionFiles files = new DoubleAuctionFiles(into, oneALine)) {
            return export(files);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage());
        }
    }

    /** By way of CSV files, which are removed as soon as they are turned over. */
    private Verification exportParquet() throws IOException {
        Path aside = Files.createTempDirectory(into, "csv");
        try {
            Verification verification = exportTables(aside);
            List<ExportTable> tables = List.of(ExportTable.values());
            try (Progress bar = Progress.of("writing Parquet", tables.size())) {
                for (int i = 0; i < tables.size(); i++) {
                    String name = tables.get(i).fileName();
                    Path csv = aside.resolve(name + ".csv");
                    ParquetFile.write(tables.get(i), csv, into.resolve(name + ".parquet"));
                    Files.delete(csv);
                    bar.at(i + 1);
                }
            }
            return verification;
        } catch (SinkException e) {
            throw Failure.environment(e.getMessage(), e);
        } finally {
            delete(aside);
        }
    }

    private Verification export(TransactionListener listener) {
        try (ScanBar bar = new ScanBar("exporting")) {
            return WitnessedVerifier.verify(folder.path(), listener, bar);
        }
    }

    private void makeFolder() throws IOException {
        if (Files.exists(into)) {
            if (!Files.isDirectory(into)) {
                throw Failure.usage("expected a folder to export into, file=" + into);
            }
            try (DirectoryStream<Path> within = Files.newDirectoryStream(into)) {
                if (within.iterator().hasNext()) {
                    throw Failure.usage("expected a new or empty folder to export into, directory=" + into);
                }
            }
        }
        Files.createDirectories(into);
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
