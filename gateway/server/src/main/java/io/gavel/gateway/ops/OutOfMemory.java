package io.gavel.gateway.ops;

/**
 * What is done when memory has run out, wherever that is noticed: nothing, unless the program has said what.
 *
 * <p>A process that goes on then may do half of anything, so a program ends itself. Memory is the process's, and so is
 * this. Any thread.
 */
public final class OutOfMemory {
    private static volatile Runnable end = () -> {};

    private OutOfMemory() {}

    /** @param way to end the process; must need no memory */
    public static void endsBy(Runnable way) {
        end = way;
    }

    /** Ends the process if this is what was thrown. */
    public static void check(Throwable problem) {
        if (problem instanceof OutOfMemoryError) {
            end.run();
        }
    }
}
