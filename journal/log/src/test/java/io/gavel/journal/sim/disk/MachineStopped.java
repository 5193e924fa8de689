package io.gavel.journal.sim.disk;

/** The process was killed or the power failed: for it, nothing ever happens again. */
public final class MachineStopped extends Error {
    MachineStopped() {
        super("the simulated machine stopped", null, false, false);
    }
}
