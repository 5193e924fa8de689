package io.gavel.engine;

/** Laws that stay on in production. A broken one is a bug: the exception halts the pipeline before anything is told. */
public final class Check {
    private Check() {}

    /** Does nothing while the law holds. {@code law} states it positively. */
    public static void law(boolean holds, String law, long expected, long actual) {
        if (!holds) {
            throw broken(law, expected, actual);
        }
    }

    private static IllegalStateException broken(String law, long expected, long actual) {
        return new IllegalStateException("broken law: " + law + ", expected=" + expected + ", actual=" + actual);
    }
}
