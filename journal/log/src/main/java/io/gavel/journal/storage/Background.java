package io.gavel.journal.storage;

/** Work that goes on beside the thread that began it, step by step. */
public interface Background extends AutoCloseable {
    /** What is done. Never called by two threads at once, nor after the close. */
    @FunctionalInterface
    interface Work {
        /**
         * Does a bounded piece and never throws.
         *
         * @return ns until the next step, unless woken earlier
         */
        long step();
    }

    /** Asks for a step at once; any thread. */
    void wake();

    /** Waits for a step under way; none begins afterwards. */
    @Override
    void close();
}
