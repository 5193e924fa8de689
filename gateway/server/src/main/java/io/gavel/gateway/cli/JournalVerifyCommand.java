package io.gavel.gateway.cli;

import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.snapshot.WitnessedVerifier;
import io.gavel.wire.json.JsonWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gavel journal verify}: whether every record is there and as it was written. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks sequence, checksum and chain of every record.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            JournalFolder.EXIT_WHOLE,
            JournalFolder.EXIT_TORN,
            JournalFolder.EXIT_DAMAGED,
            JournalFolder.EXIT_NONE
        })
final class JournalVerifyCommand implements Callable<Integer> {
    @Mixin
    private JournalFolder folder;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Verification verification;
        try (ScanBar bar = new ScanBar("verifying")) {
            verification = WitnessedVerifier.verify(folder.path(), TransactionListener.NONE, bar);
        }
        if (json) {
            JsonWriter object = new JsonWriter().beginObject();
            JournalFolder.write(verification, object);
            folder.out().println(object.endObject());
        } else {
            JournalFolder.print(verification, folder.out());
        }
        return folder.conclude(verification);
    }
}
