package io.gavel.testing;

/** What a test tells a process of its own through the kernel. */
public enum Signal {
    /** Stands still from now on, without being told. */
    STOP,
    /** Goes on. */
    CONT;

    public void send(long pid) {
        SystemCommand.must("kill", "-" + name(), Long.toString(pid));
    }
}
