package io.gavel.perf;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What one stretch of a measurement showed; times in ns.
 *
 * @param units how much was done
 * @param processorNs processor time of the thread that did it: on a busy machine it tells more than the clock
 */
public record Stretch(double units, long elapsedNs, long processorNs) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Measures from now on, on this thread. */
    public static Start start() {
        return new Start(System.nanoTime(), THREADS.getCurrentThreadCpuTime());
    }

    public double perSecond() {
        return units * 1e9 / elapsedNs;
    }

    public double elapsedNsPerUnit() {
        return elapsedNs / units;
    }

    public double processorNsPerUnit() {
        return processorNs / units;
    }

    /** Where a stretch began. */
    public record Start(long atNs, long processorNs) {
        /** Ends the stretch now, on the thread that began it. */
        public Stretch end(double units) {
            return new Stretch(units, System.nanoTime() - atNs, THREADS.getCurrentThreadCpuTime() - processorNs);
        }
    }
}
