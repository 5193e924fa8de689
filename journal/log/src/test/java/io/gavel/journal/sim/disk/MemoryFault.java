package io.gavel.journal.sim.disk;

/** What a JVM makes of a mapped page that cannot be written: no space behind it, or the device failed. */
final class MemoryFault extends InternalError {
    MemoryFault(Throwable cause) {
        super("a fault occurred in a recent unsafe memory access operation", cause);
    }
}
