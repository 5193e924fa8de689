package io.gavel.wire;

/** Accounts that exist in every engine. They may owe. Accounts that are created have ids from {@link #FIRST_USER} on. */
public final class SystemAccount {
    /** The world outside: deposits come from it, withdrawals go to it, so every asset sums to zero. */
    public static final int EXTERNAL = 1;
    /** Sells the lots that name no seller. */
    public static final int HOUSE = 2;

    /** Is paid the fees of trades, and pays rebates. */
    public static final int FEES = 3;
    /** Takes what is left where a fee is no whole number of smallest units. */
    public static final int ROUNDING = 4;

    public static final int FIRST_USER = 16;

    private SystemAccount() {}

    /** The name of a system account, or null for an id that is none. */
    public static String name(int accountId) {
        return switch (accountId) {
            case EXTERNAL -> "gavel.external";
            case HOUSE -> "gavel.house";
            case FEES -> "gavel.fees";
            case ROUNDING -> "gavel.rounding";
            default -> null;
        };
    }
}
