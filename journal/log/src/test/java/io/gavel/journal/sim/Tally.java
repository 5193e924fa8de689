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
    long snapshots;
    long drops;
    long rots;
    long repairs;
    long refusals;
    long appends;
    long transactions;
    long operations;
    long trace;

    void add(SimMachine machine) {
        operations += machine.operations();
        faults += machine.failed();
        trace = trace * 31 + machine.trace();
    }

    void add(Kept kept) {
        snapshots += kept.snapshots();
        drops += kept.drops();
    }

    void add(Tally other) {
        histories++;
        openings += other.openings;
        crashes += other.crashes;
        faults += other.faults;
        fulls += other.fulls;
        halts += other.halts;
        snapshots += other.snapshots;
        drops += other.drops;
        rots += other.rots;
        repairs += other.repairs;
        refusals += other.refusals;
        appends += other.appends;
        transactions += other.transactions;
        operations += other.operations;
        trace = trace * 31 + other.trace;
    }

    @Override
    public String toString() {
        return histories + " histories, " + openings + " openings, " + crashes + " crashes, " + faults
                + " operations failed, " + fulls + " full disks, " + halts + " halts by name, " + snapshots
                + " snapshots, "
                + drops + " times dropped, " + rots + " bits turned, " + repairs + " repairs, " + refusals
                + " refused, " + appends + " appends, " + transactions + " transactions, " + operations
                + " operations, trace " + Long.toHexString(trace);
    }
}
