package io.gavel.journal.sim;

import io.gavel.journal.DamageReason;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalFull;
import io.gavel.journal.repair.RepairRefused;
import io.gavel.journal.repair.RepairReport;
import io.gavel.journal.sim.Step.Kind;
import io.gavel.journal.sim.disk.InjectedFault;
import io.gavel.journal.sim.disk.MachineStopped;
import io.gavel.journal.sim.disk.SimDisk;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.journal.sim.disk.Tearing;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One history: a script is acted out, then everything is healed and has to come to a clean end.
 *
 * <p>Whoever opens or repairs the journal may be disturbed as well, but not more than a few times in a row.
 */
final class Simulation {
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long DISK_BYTES = 64L << 20;
    private static final int TROUBLES = 3;
    private static final int APPENDS_UNTIL_TROUBLE = 12;
    private static final int OPERATIONS_UNTIL_TROUBLE = 60;
    private static final int OPERATIONS_OF_A_SWEEP = 16;
    private static final int OPERATIONS_OF_A_SNAPSHOT = 60;
    private static final int OPERATIONS_OF_AN_OPENING = 160;
    private static final int OPERATIONS_OF_A_REPAIR = 300;
    private static final int REPAIRS_TROUBLED_PERCENT = 60;
    private static final int TURNS_OF_A_SNAPSHOT = 4;
    private static final int MOST_IN_AN_APPEND = 8;
    private static final int MANY_IN_AN_APPEND = 120;
    private static final int MOST_AGAIN = 3;
    private static final int MOST_READ = 500;

    private final Script script;
    private final Plant plant;
    private final SimDisk disk;
    private final Trader trader = new Trader(START_NS);
    private final History history = new History();
    private final Tally tally = new Tally();
    private final Consumer<String> notes;

    private SimMachine machine;
    private FaultPlan faults;
    private Kept kept;
    /** Null while the process is down. */
    private Exchange exchange;

    private int journals = 1;
    /** Whether something may be in the cache alone that no level has promised to the disk. */
    private boolean isFragile;
    /** Whether that may be gone. */
    private boolean isCacheLost;
    /** Whether nothing was written since the power failed. */
    private boolean isAtRest;
    /** What time did to the journal, until somebody has come back with it; or null. */
    private Rot rot;

    private Simulation(Script script, Plant plant, Consumer<String> notes) {
        this.notes = notes;
        this.script = script;
        this.plant = plant;
        disk = new SimDisk(DISK_BYTES, script.isNameKeptBySync());
        kept = new Kept(script.keep());
    }

    /** Acts out a script; returns what happened. */
    static Tally run(Script script, Plant plant) {
        return run(script, plant, note -> {});
    }

    /** @param notes are told what happens */
    static Tally run(Script script, Plant plant, Consumer<String> notes) {
        Simulation simulation = new Simulation(script, plant, notes);
        try {
            simulation.run();
            return simulation.tally;
        } finally {
            simulation.letGo();
        }
    }

    private void run() {
        SplittableRandom first = new SplittableRandom(script.seed());
        startMachine(first);
        open(first);
        for (Step step : script.steps()) {
            SplittableRandom random = new SplittableRandom(step.seed());
            note("step " + step.index() + " " + step.kind());
            act(step.kind(), random);
        }
        heal();
    }

    private void note(String text) {
        notes.accept(String.format(
                Locale.ROOT,
                "%6d  %s [decided %d, told %d, on disk %d]",
                machine.operations(),
                text,
                history.lastSeq(),
                history.toldSeq(),
                history.onDiskSeq()));
    }

    private void act(Kind kind, SplittableRandom random) {
        switch (kind) {
            case WORK -> {
                for (int i = random.nextInt(6); i >= 0; i--) {
                    append(trader.some(random, MOST_IN_AN_APPEND));
                }
            }
            case SWEEP -> append(trader.sweep(random));
            case TIME -> append(trader.time(random));
            case BACKGROUND -> {
                if (random.nextInt(3) == 0) {
                    exchange.askSnapshot();
                }
                for (int i = random.nextInt(5); i >= 0; i--) {
                    machine.stepBackground();
                    exchange.stepReplica();
                }
            }
            case READ -> read(random);
            case RESTART -> restart(random);
            case KILL, POWER_CUT -> crash(random, kind == Kind.POWER_CUT);
            case FAULT -> fault(random);
            case DISK_FULL -> diskFull(random);
        }
    }

    private void append(List<Call> calls) {
        exchange.append(calls);
        tally.appends++;
    }

    private void read(SplittableRandom random) {
        exchange.read(1 + random.nextLong(history.toldSeq() + 1), random.nextInt(MOST_READ));
        if (random.nextInt(4) > 0) {
            exchange.passRead();
        }
    }

    private void restart(SplittableRandom random) {
        exchange.close();
        exchange = null;
        if (random.nextBoolean()) {
            startMachine(random);
        }
        open(random);
    }

    /** Goes on until the machine stops at some operation, then comes back. */
    private void crash(SplittableRandom random, boolean isPower) {
        boolean isInSweep = random.nextInt(4) == 0;
        boolean isInSnapshot = !isInSweep && script.keep().hasReplica() && random.nextInt(3) == 0;
        int within =
                isInSweep ? OPERATIONS_OF_A_SWEEP : isInSnapshot ? OPERATIONS_OF_A_SNAPSHOT : OPERATIONS_UNTIL_TROUBLE;
        if (isInSnapshot) {
            exchange.askSnapshot();
        }
        faults.stopWithin(within, machine.operations(), random);
        goOn(random, isInSweep, isInSnapshot);
        machine.stop();
        afterStop(random, isPower);
        open(random);
    }

    /** Goes on while operations fail; whatever then does not work any more is opened again. */
    private void fault(SplittableRandom random) {
        faults.failWithin(OPERATIONS_UNTIL_TROUBLE, machine.operations(), random);
        boolean isSound = goOn(random, false, false);
        faults.clear();
        if (!isSound) {
            comeBack(random);
        }
    }

    private void diskFull(SplittableRandom random) {
        disk.capacity(disk.usedBytes() + random.nextInt(30) * 4096L);
        boolean isSound = goOn(random, false, false);
        tally.fulls += isSound ? 0 : 1;
        if (!isSound && random.nextInt(4) == 0) {
            letGo();
            openOrFail(random);
        }
        disk.capacity(DISK_BYTES);
        if (!isSound) {
            comeBack(random);
        }
    }

    /** Works until something goes wrong, or long enough; whether nothing did. */
    private boolean goOn(SplittableRandom random, boolean beginsWithSweep, boolean beginsWithSnapshot) {
        return isSound(() -> {
            if (beginsWithSweep) {
                append(trader.sweep(random));
            }
            for (int i = 0; i < TURNS_OF_A_SNAPSHOT && beginsWithSnapshot; i++) {
                exchange.stepReplica();
            }
            for (int i = 0; i < APPENDS_UNTIL_TROUBLE; i++) {
                work(random);
                if (random.nextInt(3) == 0) {
                    machine.stepBackground();
                }
                if (random.nextBoolean()) {
                    exchange.stepReplica();
                }
                if (random.nextInt(8) == 0) {
                    read(random);
                }
            }
        });
    }

    /** Whether all of it was done; what goes wrong must have a name. */
    private boolean isSound(Runnable work) {
        try {
            work.run();
            return true;
        } catch (SimulationFailed law) {
            throw law;
        } catch (JournalDamaged damage) {
            throw new SimulationFailed("a journal that is sound while it is written", damage.getMessage(), damage);
        } catch (MachineStopped stopped) {
            return false;
        } catch (RuntimeException | Error failure) {
            checkInjected(failure);
            return false;
        }
    }

    /** Mostly a few commands; now and then as many as fill pages, or a sweep. */
    private void work(SplittableRandom random) {
        int die = random.nextInt(24);
        if (die == 0) {
            append(trader.sweep(random));
        } else {
            append(trader.some(random, die < 5 ? MANY_IN_AN_APPEND : MOST_IN_AN_APPEND));
        }
    }

    /** After a failure: the writer closes what it has, or is killed, or the power fails. */
    private void comeBack(SplittableRandom random) {
        if (exchange != null && random.nextBoolean()) {
            // The replica does not know yet.
            Exchange failed = exchange;
            isSound(failed::stepReplica);
        }
        letGo();
        int die = random.nextInt(4);
        if (die == 0) {
            machine.stop();
            afterStop(random, random.nextBoolean());
        } else if (die == 1) {
            startMachine(random);
        }
        open(random);
    }

    private void afterStop(SplittableRandom random, boolean isPower) {
        letGo();
        tally.crashes++;
        note("crash power=" + isPower);
        if (isPower) {
            disk.losePower(random, Tearing.values()[random.nextInt(Tearing.values().length)]);
            loseCache();
        } else if (random.nextBoolean() && disk.evict()) {
            // A sync had failed: the cache is no longer what level process may rely on.
            loseCache();
        }
        isAtRest = isPower;
        startMachine(random);
        if (isPower && rot == null && random.nextInt(100) < script.rotPercent()) {
            rot(random);
        }
    }

    private void rot(SplittableRandom random) {
        rot = Rot.turn(machine, new Inspector(disk, directory()), random);
        if (rot == null) {
            return;
        }
        note("a bit turned: " + rot);
        tally.rots++;
        kept.harm(rot.path());
        history.allowLoss(rot.silentSeq());
    }

    private void loseCache() {
        history.loseCache();
        isCacheLost = true;
    }

    private void startMachine(SplittableRandom random) {
        faults = new FaultPlan();
        if (random.nextInt(4) == 0) {
            trader.clock(trader.nowNs() - random.nextInt(1_000_000_000));
        }
        if (machine != null) {
            tally.add(machine);
        }
        machine = new SimMachine(disk, faults, random.split(), trader.nowNs(), plant::storage);
    }

    /** Opens the journal, in the end without disturbance, and compares. */
    private void open(SplittableRandom random) {
        for (int troubles = 0; exchange == null; troubles++) {
            boolean isDisturbed = troubles < TROUBLES && random.nextInt(100) < script.troublePercent();
            if (isDisturbed) {
                faults.disturbWithin(OPERATIONS_OF_AN_OPENING, machine.operations(), random);
            }
            openOrFail(random);
            faults.clear();
            if (exchange == null && machine.isStopped()) {
                afterStop(random, random.nextBoolean());
            } else if (exchange == null && random.nextBoolean()) {
                startMachine(random);
            }
        }
        if (history.lastSeq() == 0) {
            append(trader.listings());
        } else {
            exchange.ask(history.again(random, MOST_AGAIN, trader.nowNs()));
        }
    }

    private void openOrFail(SplittableRandom random) {
        Durability level =
                script.level() != null ? script.level() : random.nextBoolean() ? Durability.DISK : Durability.PROCESS;
        note("open " + directory() + " at level " + level);
        isFragile |= level != Durability.DISK;
        machine.clockNs(trader.nowNs());
        long failedBefore = machine.failed();
        try {
            exchange = Exchange.open(machine, directory(), config(level), plant, history, kept);
        } catch (SimulationFailed law) {
            throw law;
        } catch (MachineStopped stopped) {
            isAtRest = false;
            return;
        } catch (JournalDamaged damage) {
            onDamage(damage, machine.failed() > failedBefore, random);
            return;
        } catch (RuntimeException | Error failure) {
            checkInjected(failure);
            isAtRest = false;
            return;
        }
        if (rot != null && rot.isNamed()) {
            throw new SimulationFailed("damage to be named", String.valueOf(rot));
        }
        tally.openings++;
        note("opened");
        isFragile = level != Durability.DISK;
        isCacheLost = false;
        isAtRest = false;
        rot = null;
    }

    /** A halt by name is an answer only where something was lost that nobody had promised to keep, or that time took. */
    private void onDamage(JournalDamaged damage, boolean hasFailed, SplittableRandom random) {
        note("halted: " + damage.getMessage());
        if (hasFailed && damage.reason() == DamageReason.MISSING_GENERATION) {
            // A snapshot could not be read for a moment, and nothing else stands in for what was dropped.
            return;
        }
        if (rot != null) {
            mend(random, rot.leastSeq(), rot.mostSeq(), rot.readableSeq());
            return;
        }
        if (!isFragile || !isCacheLost) {
            throw new SimulationFailed("a journal that opens after what happened", damage.getMessage(), damage);
        }
        if (tally.faults + machine.failed() == 0) {
            kept.checkNotAhead(new Inspector(disk, directory()));
        }
        if (isAtRest && random.nextInt(100) < script.mendPercent()) {
            mend(random, history.onDiskSeq(), Long.MAX_VALUE, 0);
        } else {
            startOver();
        }
    }

    /** Repairs the journal, again after each crash in the middle, and gives it up only if the repair is refused. */
    private void mend(SplittableRandom random, long leastSeq, long mostSeq, long readableSeq) {
        Mending mending = new Mending(new Inspector(disk, directory()), leastSeq, mostSeq, readableSeq);
        boolean isDone = false;
        faults.clear();
        for (int troubles = 0; !isDone; troubles++) {
            if (troubles < TROUBLES && random.nextInt(100) < REPAIRS_TROUBLED_PERCENT) {
                faults.disturbWithin(OPERATIONS_OF_A_REPAIR, machine.operations(), random);
            }
            isDone = isMended(mending, troubles == 0);
            faults.clear();
            if (!isDone && machine.isStopped()) {
                afterStop(random, random.nextBoolean());
                checkStaysShut();
            } else if (!isDone && random.nextBoolean()) {
                startMachine(random);
            }
        }
    }

    private boolean isMended(Mending mending, boolean isFirst) {
        Inspector inspector = new Inspector(disk, directory());
        long failedBefore = machine.failed();
        note("repair " + directory());
        RepairReport report;
        try {
            report = plant.mender().repair(directory());
        } catch (MachineStopped stopped) {
            return false;
        } catch (RepairRefused refused) {
            note("refused: " + refused.getMessage());
            if (machine.failed() == failedBefore) {
                mending.checkRefused(inspector);
                tally.refusals++;
                startOver();
            }
            return machine.failed() == failedBefore;
        } catch (RuntimeException | Error failure) {
            checkInjected(failure);
            return false;
        }
        if (isFirst && report == null) {
            throw new SimulationFailed("a repair to see what an opening sees", "report=null");
        }
        long lastSeq = mending.check(inspector, report);
        note("repaired up to " + lastSeq);
        tally.repairs++;
        history.allowLoss(lastSeq);
        kept.cutAt(lastSeq, inspector);
        isFragile = false;
        rot = null;
        return true;
    }

    /** Nobody opens a journal on which a repair is under way. */
    private void checkStaysShut() {
        if (!new Inspector(disk, directory()).has("repairing")) {
            return;
        }
        try {
            plant.way()
                    .open(directory(), config(Durability.DISK), machine::clockNs, new Told())
                    .journal()
                    .close();
        } catch (JournalDamaged named) {
            return;
        }
        throw new SimulationFailed("an unfinished repair to stop an opening", "directory=" + directory());
    }

    /** Nothing is left, and nothing was promised: another journal takes its place. */
    private void startOver() {
        tally.halts++;
        tally.add(kept);
        journals++;
        history.forget();
        kept = new Kept(script.keep());
        isFragile = false;
        isCacheLost = false;
        rot = null;
    }

    /** Nothing fails any more: everything works, is read from the start, closed, and whole. */
    private void heal() {
        faults.clear();
        append(trader.some(new SplittableRandom(script.seed()), MOST_IN_AN_APPEND));
        exchange.askSnapshot();
        exchange.stepReplica();
        exchange.readAll();
        exchange.close();
        exchange.checkWhole();
        tally.add(machine);
        tally.add(kept);
        tally.transactions += history.lastSeq();
    }

    private JournalConfig config(Durability level) {
        return JournalConfig.small()
                .withLevel(level)
                .withExcerptBytes(Transaction.MAX_LENGTH)
                .withGenerationBytes(script.generationBytes());
    }

    private Path directory() {
        return machine.path("/data/journal" + journals);
    }

    /** Lets go of what the process held; nothing of that may fail in an unknown way. */
    private void letGo() {
        if (exchange == null) {
            return;
        }
        try {
            exchange.close();
        } catch (MachineStopped stopped) {
            // as a process that is gone
        } catch (RuntimeException | Error failure) {
            checkInjected(failure);
        } finally {
            exchange = null;
        }
    }

    private void checkInjected(Throwable failure) {
        note("failed: " + failure + ", cause=" + failure.getCause());
        boolean isFull = failure instanceof JournalFull || failure.getCause() instanceof JournalFull;
        if (!isFull && !InjectedFault.isBehind(failure)) {
            throw new SimulationFailed("a failure that has a name", String.valueOf(failure), failure);
        }
    }
}
