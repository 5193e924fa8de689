package io.gavel.gateway.cli;

import io.gavel.gateway.DataFolder;
import io.gavel.journal.DamageReason;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalLocked;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.repair.JournalRepair;
import io.gavel.journal.repair.RepairOrder;
import io.gavel.journal.repair.RepairPlan;
import io.gavel.journal.repair.RepairRefused;
import io.gavel.journal.repair.RepairReport;
import io.gavel.journal.repair.RepairText;
import io.gavel.journal.snapshot.WitnessedVerifier;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.settlement.sink.SinkException;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gavel journal repair}: says what a damaged journal lost, and with {@code --accept-loss} makes it whole without. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = {
            "Says what would be lost, exactly, and changes nothing.",
            "With --accept-loss: moves what does not follow the good records to DIR/repairs/<time>/, begins a new"
                    + " generation that says so, and writes a report. Nothing is overwritten or deleted. Needs --operator"
                    + " and --reason. Works on a journal that nobody writes. Copy the folder first."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the journal is whole, or is now",
            "1:only its last record was never finished: no repair is needed, the next start cuts it",
            "2:it is damaged, and was not repaired; or a wrong option",
            "3:not a journal, somebody writes it, or the disk does not do what is needed"
        })
final class JournalRepairCommand implements Callable<Integer> {
    @Mixin
    private JournalFolder folder;

    @Option(names = "--accept-loss", description = "Give up what is said to be lost, and repair.")
    private boolean acceptLoss;

    @Option(
            names = "--accept-other-versions",
            description = "Give up records of a later format, too. Only if you know that no later release wrote them.")
    private boolean acceptOtherVersions;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Who decides it; stands in the journal. Needed with --accept-loss.",
            defaultValue = "")
    private String operator;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; stands in the journal. Needed with --accept-loss.",
            defaultValue = "")
    private String reason;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RepairOrder order = acceptLoss ? order() : null;
        try (ScanBar bar = new ScanBar("verifying");
                JournalRepair repair =
                        acceptLoss ? JournalRepair.take(folder.path()) : JournalRepair.look(folder.path())) {
            // Only now nobody writes the journal, and whoever knows of it can be asked.
            RepairPlan plan = repair.plan(witnesses(), bar);
            RepairReport report = plan.isWhole() || !acceptLoss ? null : repair.carryOut(order);
            print(plan, report);
            return report == null ? status(plan) : ExitCode.OK;
        } catch (RepairRefused refused) {
            folder.complain(refused.getMessage());
            return Status.DAMAGED.exitStatus();
        } catch (JournalLocked e) {
            throw Failure.environment(e.getMessage(), e);
        } catch (JournalDamaged damage) {
            if (damage.reason() == DamageReason.NOT_A_JOURNAL) {
                throw Failure.environment(damage.getMessage(), damage);
            }
            throw damage;
        }
    }

    private RepairOrder order() {
        try {
            return new RepairOrder(operator, reason, acceptOtherVersions);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--accept-loss needs --operator and --reason, as both stand in the journal: " + e.getMessage());
        }
    }

    private int status(RepairPlan plan) {
        if (!plan.isWhole()) {
            String next = plan.obstacle() == null
                    ? "nothing was changed; to give this up, say --accept-loss"
                    : "nothing was changed, and a repair would be refused: " + plan.obstacle();
            folder.complain(next);
            return Status.DAMAGED.exitStatus();
        }
        return plan.isTorn() ? Status.TORN_TAIL.exitStatus() : ExitCode.OK;
    }

    private List<EndWitness> witnesses() {
        List<EndWitness> witnesses = new ArrayList<>(settlement());
        witnesses.addAll(WitnessedVerifier.witnesses(folder.path()));
        return witnesses;
    }

    /** How far the database of the same data folder is, if it can be asked. */
    private List<EndWitness> settlement() {
        Path data = folder.path().toAbsolutePath().getParent();
        Path database = data == null ? null : DataFolder.database(data);
        if (database == null || !Files.exists(database)) {
            return List.of();
        }
        try {
            DuckDbReport settled = DuckDbReport.read(database);
            return List.of(new EndWitness("settlement", database, settled.journalId(), settled.nextSeq() - 1));
        } catch (SinkException e) {
            folder.complain("how far settlement is cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private void print(RepairPlan plan, RepairReport report) {
        PrintWriter out = folder.out();
        boolean isAhead =
                plan.ahead().stream().anyMatch(witness -> witness.name().equals("settlement"));
        if (json) {
            JsonWriter object = new JsonWriter().beginObject().field("repaired", report != null);
            RepairText.write(plan, object);
            if (report != null) {
                object.field("generation", report.generation())
                        .field("folder", report.folder().toString());
            }
            out.println(object.endObject());
        } else {
            out.print(RepairText.inWords(plan));
            if (report != null) {
                JournalFolder.line(out, "repaired", "generation " + report.generation());
                JournalFolder.line(out, "moved to", report.folder().toString());
            }
        }
        out.flush();
        if (report != null && isAhead) {
            folder.complain("the database holds what was given up: settlement refuses it until gavel db rebuild");
        }
    }
}
