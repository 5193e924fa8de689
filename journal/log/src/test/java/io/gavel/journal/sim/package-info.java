/**
 * The simulator: the real engine and the real journal on a disk of memory, under commands and faults that follow from one
 * number. What was acknowledged is kept outside, and held against what each recovery finds.
 *
 * <p>One seed is one history: one thread, no clock, no disk. See {@link io.gavel.journal.sim.SimulatorTest}.
 */
package io.gavel.journal.sim;
