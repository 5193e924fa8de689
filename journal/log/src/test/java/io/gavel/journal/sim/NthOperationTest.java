package io.gavel.journal.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalConfig;
import io.gavel.journal.sim.disk.Fate;
import io.gavel.journal.sim.disk.Faults;
import io.gavel.journal.sim.disk.InjectedFault;
import io.gavel.journal.sim.disk.Operation;
import io.gavel.journal.sim.disk.SimDisk;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The n-th operation on the disk fails, for n = 1, 2, … until a run has none: over openings, appends, handovers, reading,
 * closing and recovery. Each run ends as if nothing was, or with an error that names what failed; afterwards the journal
 * opens, has everything that was told, and is whole.
 */
class NthOperationTest {
    private static final int DISK_BYTES = 64 << 20;
    private static final int APPENDS = 50;
    private static final int MOST_IN_AN_APPEND = 12;
    private static final JournalConfig CONFIG = JournalConfig.small()
            .withExcerptBytes(Transaction.MAX_LENGTH)
            .withGenerationBytes(JournalConfig.MIN_GENERATION_BYTES);

    /** How much fails. */
    enum Failing {
        ONCE(n -> (operation, number) -> number == n ? Fate.FAILED : Fate.DONE),
        FOR_EVER(n -> (operation, number) -> number >= n ? Fate.FAILED : Fate.DONE),
        /** The disk has become one that can only be read. */
        CHANGES_FOR_EVER(n -> (operation, number) -> number >= n && isChange(operation) ? Fate.FAILED : Fate.DONE);

        private final LongFunction<Faults> from;

        Failing(LongFunction<Faults> from) {
            this.from = from;
        }

        private static boolean isChange(Operation operation) {
            return operation != Operation.READ && operation != Operation.LIST && operation != Operation.OPEN;
        }
    }

    @ParameterizedTest
    @EnumSource
    void atLevelDiskItEndsCleanly(Failing failing) {
        runAll(failing, Durability.DISK);
    }

    @ParameterizedTest
    @EnumSource
    void atLevelProcessItEndsCleanly(Failing failing) {
        runAll(failing, Durability.PROCESS);
    }

    private static void runAll(Failing failing, Durability level) {
        long n = 0;
        boolean isReached = true;
        while (isReached) {
            n++;
            Run run = new Run(level);
            try {
                isReached = run.isReached(failing.from.apply(n), n);
                run.comeBack();
            } catch (RuntimeException | Error broken) {
                throw new AssertionError("n=" + n, broken);
            }
        }
        assertTrue(n > 500, "expected a run of many operations, n=" + n);
    }

    /** One disk, on which a process fails and another one comes back. */
    private static final class Run {
        private final SimDisk disk = new SimDisk(DISK_BYTES, true);
        private final History history = new History();
        private final Trader trader = new Trader(0);
        private final SplittableRandom random = new SplittableRandom(1);
        private final Kept kept = new Kept(Keep.NOTHING);
        private final JournalConfig config;

        Run(Durability level) {
            config = CONFIG.withLevel(level);
        }

        /** Whether there was an n-th operation. */
        boolean isReached(Faults faults, long n) {
            SimMachine machine = start(faults);
            try {
                act(machine);
                assertTrue(machine.failed() == 0 || machine.operations() >= n);
            } catch (SimulationFailed law) {
                throw law;
            } catch (RuntimeException | Error failure) {
                if (!InjectedFault.isBehind(failure)) {
                    throw new SimulationFailed("a failure that has a name", failure.toString(), failure);
                }
            }
            return machine.failed() > 0;
        }

        void comeBack() {
            Exchange exchange = open(start(Faults.NONE));
            exchange.append(history.lastSeq() == 0 ? trader.listings() : trader.some(random, MOST_IN_AN_APPEND));
            exchange.readAll();
            exchange.close();
            exchange.checkWhole();
        }

        private void act(SimMachine machine) {
            serve(open(machine), true);
            serve(open(machine), false);
        }

        private void serve(Exchange exchange, boolean isFirst) {
            try (AutoCloseable closing = exchange::close) {
                if (isFirst) {
                    exchange.append(trader.listings());
                    exchange.append(trader.sweep(random));
                }
                for (int i = 0; i < APPENDS; i++) {
                    exchange.append(trader.some(random, MOST_IN_AN_APPEND));
                    exchange.stepBackground();
                    exchange.read(1, MOST_IN_AN_APPEND);
                }
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private Exchange open(SimMachine machine) {
            return Exchange.open(machine, path(machine), config, Plant.NONE, history, kept);
        }

        private SimMachine start(Faults faults) {
            return new SimMachine(disk, faults, random.split(), trader.nowNs(), UnaryOperator.identity());
        }

        private static Path path(SimMachine machine) {
            return machine.path("/data/journal");
        }
    }
}
