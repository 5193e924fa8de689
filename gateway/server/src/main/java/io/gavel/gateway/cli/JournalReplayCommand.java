package io.gavel.gateway.cli;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.ReplayDiverged;
import io.gavel.journal.Replayer;
import io.gavel.wire.json.JsonWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gavel journal replay}: decides everything again and compares. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Decides every recorded command again with a fresh market, compares each event with the recorded one byte",
            "for byte, then recomputes every law from the whole state."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the journal is whole and was decided alike",
            JournalFolder.EXIT_TORN,
            "2:a hole or damage, another decision than the recorded one, or a wrong option",
            JournalFolder.EXIT_NONE
        })
final class JournalReplayCommand implements Callable<Integer> {
    @Mixin
    private JournalFolder folder;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Market market = new Market(MarketConfig.defaults());
    private final Replayer replayer = new Replayer(market);

    @Override
    public Integer call() {
        folder.note("replaying " + folder.path());
        long startNs = System.nanoTime();
        Verification verification;
        ReplayDiverged diverged = null;
        try {
            verification = JournalVerifier.verify(folder.path(), replayer);
            market.verify();
        } catch (ReplayDiverged e) {
            diverged = e;
            verification = JournalVerifier.verify(folder.path());
        }
        report(verification, diverged, System.nanoTime() - startNs);
        int status = folder.conclude(verification);
        return diverged == null ? status : Status.DAMAGED.exitStatus();
    }

    private void report(Verification verification, ReplayDiverged diverged, long tookNs) {
        boolean wasNothing = verification.report() == null && diverged == null;
        double perSecond = replayer.replayed() * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, tookNs);
        String hash = Long.toHexString(market.stateHash());
        if (json) {
            JsonWriter object = new JsonWriter().beginObject();
            JournalFolder.write(verification, object);
            if (wasNothing) {
                folder.out().println(object.endObject());
                return;
            }
            object.field("replayed", replayer.replayed())
                    .field("unfinished", replayer.pendingCount())
                    .field("tookMs", TimeUnit.NANOSECONDS.toMillis(tookNs))
                    .field("perSecond", (long) perSecond)
                    .field("stateHash", hash)
                    .field("alike", diverged == null);
            if (diverged != null) {
                object.field("divergedSeq", diverged.seq()).field("difference", diverged.getMessage());
            }
            folder.out().println(object.endObject());
            return;
        }
        JournalFolder.print(verification, folder.out());
        if (wasNothing) {
            return;
        }
        JournalFolder.line(folder.out(), "replayed", replayer.replayed() + " transactions");
        JournalFolder.line(folder.out(), "unfinished", Integer.toString(replayer.pendingCount()));
        JournalFolder.line(folder.out(), "rate", String.format(Locale.ROOT, "%,.0f transactions/s", perSecond));
        JournalFolder.line(folder.out(), "state hash", hash);
        JournalFolder.line(folder.out(), "decided", decided(verification, diverged));
    }

    private static String decided(Verification verification, ReplayDiverged diverged) {
        if (diverged != null) {
            return diverged.getMessage();
        }
        return verification.damage() == null
                ? "alike"
                : "alike up to " + verification.report().lastSeq();
    }
}
