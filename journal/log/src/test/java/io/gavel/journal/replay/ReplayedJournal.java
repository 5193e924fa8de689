package io.gavel.journal.replay;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Verification;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Replays journals in a JVM of its own and prints what it came to, a line each. */
final class ReplayedJournal {
    private static final long HASH_EVERY = 1_000;

    private ReplayedJournal() {}

    public static void main(String[] journals) {
        for (String journal : journals) {
            print(Path.of(journal));
        }
    }

    private static void print(Path journal) {
        Market market = new Market(MarketConfig.defaults());
        Replayer replayer = new Replayer(market);
        StateHashes states = new StateHashes(
                market,
                replayer,
                HASH_EVERY,
                List.of(),
                state -> System.out.println("state " + state.seq() + " " + hex(state.value())));
        Verification verification = JournalVerifier.verify(journal, states);
        market.verify();
        System.out.println("end " + verification.status() + " lastSeq=" + market.lastSeq() + " replayed="
                + replayer.replayed() + " chain=" + hex(verification.report().chain()) + " state="
                + hex(market.stateHash()));
    }

    private static String hex(long hash) {
        return HexFormat.of().toHexDigits(hash);
    }
}
