package io.gavel.engine.view.marketdata;

import io.gavel.wire.Directory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Tells whether two have the same book: CRC-32 (as in zip) over the ASCII bytes of the ten best bids, then the ten best
 * asks, best first, each as {@code price:quantity;} with price and quantity as messages write them.
 *
 * <p>Bids 9.95 (4) and 9.90 (1) and an ask 10.05 (3) are {@code 9.95:4;9.90:1;10.05:3;}.
 */
public final class BookChecksum {
    /** How many levels of a side are summed up. */
    public static final int LEVELS = 10;

    private BookChecksum() {}

    /** Of the best levels of both sides, best first; more than {@link #LEVELS} are ignored. 0 to 2^32 - 1. */
    public static long of(Directory.Instrument instrument, List<PriceLevel> bids, List<PriceLevel> asks) {
        StringBuilder text = new StringBuilder();
        append(instrument, bids, text);
        append(instrument, asks, text);
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static void append(Directory.Instrument instrument, List<PriceLevel> levels, StringBuilder text) {
        for (int i = 0; i < Math.min(LEVELS, levels.size()); i++) {
            PriceLevel level = levels.get(i);
            text.append(level.priceText(instrument)).append(':');
            text.append(level.qtyText(instrument)).append(';');
        }
    }
}
