package io.gavel.wire;

import java.util.Locale;

/** When a transaction may be told: what its acknowledgement is worth. Fixed for a journal's generation. */
public enum Durability {
    /** Decided, nowhere kept: for labs. */
    MEMORY,
    /** Complete in the page cache: survives the process, not the machine. */
    PROCESS,
    /** Covered by a returned sync of the file: survives power loss if the device keeps its word. */
    DISK;

    private static final Durability[] BY_CODE = values();

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The number in envelopes: 0, 1, 2. */
    public int code() {
        return ordinal();
    }

    /** The word for it on every protocol: {@code memory}, {@code process}, {@code disk}. */
    public String word() {
        return word;
    }

    public static Durability of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("expected a durability of 0 to 2, code=" + code);
        }
        return BY_CODE[code];
    }
}
