package io.gavel.engine.obvious;

/** Client order ids for numbers: most are short, some as long as an id may be. */
final class Ids {
    private static final String LONG = "an-order-with-a-long-id-";

    private Ids() {}

    static String text(int id) {
        return id % 5 == 0 ? LONG + id : String.valueOf(id);
    }

    /** The number of an id that {@link #text} made. */
    static int number(byte[] bytes, int length) {
        int from = length > LONG.length() ? LONG.length() : 0;
        int number = 0;
        for (int i = from; i < length; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        return number % 5 == 0 == (from > 0) ? number : -1;
    }
}
