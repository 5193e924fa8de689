package io.gavel.journal;

/** Numbers with what they count, as people say it: {@code 1 transaction}, {@code 2 transactions}. */
public final class HowMany {
    private HowMany() {}

    /** @param one what is counted, of which several have an s behind it */
    public static String of(long count, String one) {
        return count + " " + word(count, one);
    }

    /** @param many what is counted, where it is not one */
    public static String of(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /** What is counted, without the number. */
    public static String word(long count, String one) {
        return count == 1 ? one : one + "s";
    }
}
