package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.obvious.Terms.Format;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random lots, each twice: with other maxima, sealed bids and reserves the second time. What others are told, asked and
 * refused is compared byte for byte, with what views answer, also when they come back from a snapshot.
 */
@DisplayName("What is hidden leaves no trace in what anybody else sees")
final class SecretsTest {
    private static final int LOTS = Integer.getInteger("gavel.secrets.lots", 40);

    @ParameterizedTest
    @EnumSource(names = "NULL", mode = EnumSource.Mode.EXCLUDE)
    void whatStaysHiddenIsNowhere(Format format) {
        int hidden = 0;
        for (long seed = 0; seed < LOTS; seed++) {
            String leak = new Secret(seed, format).leakToTheEnd();
            if (leak == null) {
                hidden++;
            } else if (!leak.isEmpty()) {
                throw new AssertionError("expected that nothing shows, seed=" + seed + "\n" + leak);
            }
        }
        assertTrue(hidden > LOTS / 10, "expected that something is hidden, lots=" + hidden);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEALED", "VICKREY", "UNIFORM", "REVERSE"})
    void beforeTheEndNothingTellsOfAHiddenBid(Format format) {
        for (long seed = 0; seed < LOTS; seed++) {
            long lot = seed;
            assertNull(new Secret(seed, format).leakBeforeTheEnd(), () -> "seed=" + lot);
        }
    }
}
