package io.gavel.gateway.cli;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.HowMany;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.replay.Replayer;
import io.gavel.journal.replay.StateHash;
import io.gavel.journal.replay.StateHashes;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.WitnessedVerifier;
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
            "Decides every recorded command again with a fresh market, compares each event with the recorded one byte for"
                    + " byte, then recomputes every law from the whole state. The first difference is shown in words.",
            "With --until-seq, --until-time or --print it goes to a point, from the newest snapshot before it, and shows"
                    + " what was then. Exits like verify in any case."
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
            paramLabel = "WHICH",
            converter = ReplaySnapshots.Which.class,
            description = "Begin with the market of a snapshot: newest, oldest, a sequence or a file. What is before is"
                    + " only verified.")
    private String fromSnapshot;

    @Mixin
    private PlayOptions play;

    /** Made when it replays: this object is there for every command line, also one that only counts in a small heap. */
    private Market market;

    private Replayer replayer;
    private final List<StateHash> hashes = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    /** What the replay began with; null: nothing. */
    private SnapshotFile begin;

    @Override
    public Integer call() {
        if (hashEvery < 1) {
            throw Failure.usage("expected a number of transactions from 1 on, hash-every=" + hashEvery);
        }
        ReplaySnapshots snapshots = new ReplaySnapshots(folder.path(), flaw -> findings.add(flaw.getMessage()));
        boolean isBeginningDropped = KnownNames.isBeginningDropped(folder.path());
        if (isBeginningDropped && fromSnapshot == null && !snapshots.isAny()) {
            return withoutBeginning();
        }
        if (play.areGiven()) {
            return play();
        }
        market = new Market(MarketConfig.defaults());
        replayer = new Replayer(market);
        folder.note("replaying " + folder.path());
        long startNs = System.nanoTime();
        Verification verification;
        ReplayDiverged diverged = null;
        if (fromSnapshot == null && isBeginningDropped) {
            // Nothing else holds what was decided before the first transaction that is kept.
            fromSnapshot = ReplaySnapshots.OLDEST;
        }
        if (fromSnapshot != null) {
            begin = snapshots.load(fromSnapshot, market);
            folder.note("beginning with " + begin.file());
        }
        StateHashes states = verify
                ? new StateHashes(market, replayer, hashEvery, snapshots.stateHashes(), this::onStateHash)
                : null;
        try {
            verification = WitnessedVerifier.verify(folder.path(), verify ? states : replayer, ScanProgress.NONE);
            market.verify();
        } catch (ReplayDiverged e) {
            diverged = e;
            verification = WitnessedVerifier.verify(folder.path());
        }
        report(verification, diverged, System.nanoTime() - startNs);
        findings.forEach(folder::complain);
        int status = folder.conclude(verification);
        return diverged == null && findings.isEmpty() ? status : Status.DAMAGED.exitStatus();
    }

    /** Nothing holds the state before the first transaction that is kept: only the records can be looked at. */
    private int withoutBeginning() {
        Verification verification = WitnessedVerifier.verify(folder.path());
        if (json) {
            JsonWriter object = new JsonWriter().beginObject();
            JournalFolder.write(verification, object);
            folder.out().println(object.endObject());
        } else {
            JournalFolder.print(verification, folder.out());
        }
        return folder.conclude(verification);
    }

    /** Not the whole journal, or not at once. */
    private int play() {
        if (verify || fromSnapshot != null) {
            throw Failure.usage("expected --verify and --from-snapshot without options that stop, pace or print");
        }
        ReplayPlay asked = new ReplayPlay(folder, play, json);
        Verification verification;
        try (ScanBar bar = new ScanBar("verifying")) {
            verification = WitnessedVerifier.verify(folder.path(), TransactionListener.NONE, bar);
        }
        if (verification.report() == null) {
            return folder.conclude(verification);
        }
        try {
            asked.run(verification.report());
            return folder.conclude(verification);
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
        JournalFolder.line(folder.out(), "replayed", HowMany.of(replayer.replayed(), "transaction"));
        JournalFolder.line(folder.out(), "unfinished", Integer.toString(replayer.pendingCount()));
        JournalFolder.line(folder.out(), "rate", String.format(Locale.ROOT, "%,.0f transactions/s", perSecond));
        if (diverged != null) {
            JournalFolder.line(folder.out(), "decided", "differently");
            DifferenceReport.print(diverged.difference(), folder.out());
            return;
        }
        JournalFolder.line(folder.out(), "state hash", text(market.stateHash()));
        JournalFolder.line(folder.out(), "decided", decided(verification));
    }

    private String decided(Verification verification) {
        long lastSeq = verification.report().lastSeq();
        if (begin != null && begin.header().seq() > lastSeq) {
            return "nothing: the snapshot stands behind the journal's end";
        }
        return verification.damage() == null ? "alike" : "alike up to " + lastSeq;
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
