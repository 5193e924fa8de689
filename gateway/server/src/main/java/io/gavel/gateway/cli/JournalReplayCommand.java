package io.gavel.gateway.cli;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.replay.Replayer;
import io.gavel.journal.replay.StateHash;
import io.gavel.journal.replay.StateHashes;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.tool.KnownNames;
import io.gavel.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
            "for byte, then recomputes every law from the whole state. The first difference is shown in words.",
            "With --until-seq, --until-time or --print it goes to a point, from the newest snapshot before it, and shows what",
            "was then."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the journal is whole and was decided alike, and snapshots that were compared agree",
            JournalFolder.EXIT_TORN,
            "2:a hole or damage, another decision than the recorded one, a bad snapshot, or a wrong option",
            JournalFolder.EXIT_NONE
        })
final class JournalReplayCommand implements Callable<Integer> {
    @Mixin
    private JournalFolder folder;

    @Option(
            names = "--verify",
            description =
                    "Print state hashes on the way: two machines, releases or copies that agree there, agree on all"
                            + " before.")
    private boolean verify;

    @Option(
            names = "--hash-every",
            paramLabel = "N",
            description = "With --verify: transactions from one state hash to the next (${DEFAULT-VALUE}).",
            defaultValue = "1000000")
    private long hashEvery;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = "--from-snapshot",
            paramLabel = "SEQ|FILE",
            arity = "0..1",
            fallbackValue = ReplaySnapshots.NEWEST,
            description = "Begin with the market of a snapshot, the newest if none is named; what is before is only"
                    + " verified.")
    private String fromSnapshot;

    @Mixin
    private PlayOptions play;

    private final Market market = new Market(MarketConfig.defaults());
    private final Replayer replayer = new Replayer(market);
    private final List<StateHash> hashes = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    @Override
    public Integer call() {
        if (hashEvery < 1) {
            throw Failure.usage("expected a number of transactions from 1 on, hash-every=" + hashEvery);
        }
        if (play.areGiven()) {
            return play();
        }
        folder.note("replaying " + folder.path());
        long startNs = System.nanoTime();
        Verification verification;
        ReplayDiverged diverged = null;
        ReplaySnapshots snapshots = new ReplaySnapshots(folder.path(), flaw -> findings.add(flaw.getMessage()));
        if (fromSnapshot == null && KnownNames.isBeginningDropped(folder.path())) {
            // Nothing else holds what was decided before the first transaction that is kept.
            fromSnapshot = ReplaySnapshots.OLDEST;
        }
        if (fromSnapshot != null) {
            SnapshotFile begin = snapshots.load(fromSnapshot, market);
            folder.note("beginning with " + begin.file());
        }
        StateHashes states = verify
                ? new StateHashes(market, replayer, hashEvery, snapshots.stateHashes(), this::onStateHash)
                : null;
        try {
            verification = JournalVerifier.verify(folder.path(), verify ? states : replayer);
            market.verify();
        } catch (ReplayDiverged e) {
            diverged = e;
            verification = JournalVerifier.verify(folder.path());
        }
        report(verification, diverged, System.nanoTime() - startNs);
        findings.forEach(folder::complain);
        int status = folder.conclude(verification);
        return diverged == null && findings.isEmpty() ? status : Status.DAMAGED.exitStatus();
    }

    /** Not the whole journal, or not at once. */
    private int play() {
        if (verify || fromSnapshot != null) {
            throw Failure.usage("expected --verify and --from-snapshot without options that stop, pace or print");
        }
        try {
            new ReplayPlay(folder, play, json).run();
            return Status.WHOLE.exitStatus();
        } catch (JournalDamaged damage) {
            return folder.conclude(damage);
        } catch (ReplayDiverged diverged) {
            DifferenceReport.print(diverged.difference(), folder.out());
            folder.out().flush();
            return Status.DAMAGED.exitStatus();
        }
    }

    private void onStateHash(StateHash hash) {
        if (!hash.isAsKnown()) {
            findings.add("expected the state of a snapshot, seq=" + hash.seq() + ", stateHash="
                    + text(hash.known().value()) + ", found=" + text(hash.value()) + ", file="
                    + hash.known().origin());
        }
        if (json) {
            hashes.add(hash);
        } else {
            String origin = hash.known() == null
                    ? ""
                    : (hash.isAsKnown() ? ", as in " : ", not as in ")
                            + hash.known().origin();
            JournalFolder.line(folder.out(), "state hash", text(hash.value()) + " at seq " + hash.seq() + origin);
            folder.out().flush();
        }
    }

    private void report(Verification verification, ReplayDiverged diverged, long tookNs) {
        boolean wasNothing = verification.report() == null && diverged == null;
        double perSecond = replayer.replayed() * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, tookNs);
        if (json) {
            folder.out().println(toJson(verification, diverged, wasNothing, tookNs, perSecond));
            return;
        }
        JournalFolder.print(verification, folder.out());
        if (wasNothing) {
            return;
        }
        JournalFolder.line(folder.out(), "replayed", replayer.replayed() + " transactions");
        JournalFolder.line(folder.out(), "unfinished", Integer.toString(replayer.pendingCount()));
        JournalFolder.line(folder.out(), "rate", String.format(Locale.ROOT, "%,.0f transactions/s", perSecond));
        if (diverged != null) {
            JournalFolder.line(folder.out(), "decided", "differently");
            DifferenceReport.print(diverged.difference(), folder.out());
            return;
        }
        JournalFolder.line(folder.out(), "state hash", text(market.stateHash()));
        JournalFolder.line(
                folder.out(),
                "decided",
                verification.damage() == null
                        ? "alike"
                        : "alike up to " + verification.report().lastSeq());
    }

    private JsonWriter toJson(
            Verification verification, ReplayDiverged diverged, boolean wasNothing, long tookNs, double perSecond) {
        JsonWriter object = new JsonWriter().beginObject();
        JournalFolder.write(verification, object);
        if (wasNothing) {
            return object.endObject();
        }
        object.field("replayed", replayer.replayed())
                .field("unfinished", replayer.pendingCount())
                .field("tookMs", TimeUnit.NANOSECONDS.toMillis(tookNs))
                .field("perSecond", (long) perSecond)
                .field("alike", diverged == null);
        if (verify) {
            object.name("stateHashes").beginArray();
            for (StateHash hash : hashes) {
                object.beginObject()
                        .field("seq", hash.seq())
                        .field("at", hash.timeNs() / 1_000)
                        .field("stateHash", text(hash.value()));
                if (hash.known() != null) {
                    object.field("snapshot", hash.known().origin()).field("asInSnapshot", hash.isAsKnown());
                }
                object.endObject();
            }
            object.endArray();
        }
        if (diverged == null) {
            object.field("stateHash", text(market.stateHash()));
        } else {
            DifferenceReport.write(diverged.difference(), object);
        }
        return object.endObject();
    }

    private static String text(long hash) {
        return HexFormat.of().toHexDigits(hash);
    }
}
