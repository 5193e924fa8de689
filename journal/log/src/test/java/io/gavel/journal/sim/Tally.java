package io.gavel.journal.sim;

import io.gavel.journal.sim.disk.SimMachine;

/** What happened in a history, or in many. */
final class Tally {
    long histories;
    long openings;
    long crashes;
    long faults;
    long fulls;
    long halts;
    long appends;
    long transactions;
    long operations;
    long trace;

    void add(SimMachine machine) {
        operations += machine.operations();
        faults += machine.failed();
        trace = trace * 31 + machine.trace();
    }

    void add(Tally other) {
        histories++;
        openings += other.openings;
        crashes += other.crashes;
        faults += other.faults;
        fulls += other.fulls;
        halts += other.halts;
        appends += other.appends;
        transactions += other.transactions;
        operations += other.operations;
        trace = trace * 31 + other.trace;
    }

    @Override
    public String toString() {
        return histories + " histories, " + openings + " openings, " + crashes + " crashes, " + faults
                + " operations failed, " + fulls + " full disks, " + halts + " halts by name, " + appends + " appends, "
                + transactions
                + " transactions, " + operations + " operations, trace " + Long.toHexString(trace);
    }
}
