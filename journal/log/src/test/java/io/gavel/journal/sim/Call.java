package io.gavel.journal.sim;

import java.util.Arrays;

/**
 * One call of the market: a command, or that time passes.
 *
 * @param command its bytes; null: only time passes
 * @param key client order id and account, if the answer is remembered under them; or null
 */
record Call(byte[] command, long timeNs, String key) {
    static Call time(long timeNs) {
        return new Call(null, timeNs, null);
    }

    boolean isTime() {
        return command == null;
    }

    @Override
    public String toString() {
        return (isTime() ? "time" : "command " + Arrays.hashCode(command)) + '@' + timeNs;
    }
}
