package io.gavel.journal.snapshot;

/** Decides how fast long work goes on: asked after each piece of it, it may let time pass, or stop it. */
@FunctionalInterface
public interface Pace {
    /** Flat out. */
    Pace FLAT_OUT = () -> true;

    /** Called after about 256 KiB; false: leave off, and leave nothing behind. */
    boolean next();
}
