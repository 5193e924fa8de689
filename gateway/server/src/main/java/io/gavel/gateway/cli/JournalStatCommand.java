package io.gavel.gateway.cli;

import io.gavel.journal.tool.JournalStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gavel journal stat}: what a journal is made of. */
@Command(
        name = "stat",
        mixinStandardHelpOptions = true,
        description =
                "Counts commands and events by kind, with their bytes; shows rates over time, the longest gaps, who"
                        + " and what was busiest, and how large excerpts, commands and transactions are. Exits like verify.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            JournalFolder.EXIT_WHOLE,
            JournalFolder.EXIT_TORN,
            JournalFolder.EXIT_DAMAGED,
            JournalFolder.EXIT_NONE
        })
final class JournalStatCommand implements Callable<Integer> {
    @Mixin
    private JournalFolder folder;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write the histograms as a picture, too.")
    private Path svg;

    @Override
    public Integer call() throws IOException {
        JournalStat stat;
        try (ScanBar bar = new ScanBar("counting")) {
            stat = JournalStat.of(folder.path(), bar);
        }
        StatReport report = new StatReport(stat);
        if (json) {
            folder.out().println(report.toJson());
        } else {
            report.print(folder.out());
        }
        if (svg != null) {
            Files.writeString(svg, report.toSvg());
        }
        return folder.conclude(stat.verification());
    }
}
