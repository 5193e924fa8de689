package io.gavel.journal.sim.disk;

import java.io.IOException;

/** An operation that failed because the simulation wanted it. */
public final class InjectedFault extends IOException {
    InjectedFault(Operation operation, Object what) {
        super("injected: " + operation + " " + what);
    }

    /** Whether a failure goes back to one that was injected, or to a disk that was made full. */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InjectedFault || cause instanceof DiskFull || cause instanceof MemoryFault) {
                return true;
            }
        }
        return false;
    }
}
