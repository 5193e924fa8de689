package io.gavel.client;

/** Buy or sell. */
public enum Side {
    BUY("buy"),
    SELL("sell");

    private final String word;

    Side(String word) {
        this.word = word;
    }

    /** As the protocol writes it. */
    String word() {
        return word;
    }

    static Side of(String word) {
        return switch (word) {
            case "buy" -> BUY;
            case "sell" -> SELL;
            default -> throw new IllegalArgumentException("expected \"buy\" or \"sell\", side=" + word);
        };
    }
}
