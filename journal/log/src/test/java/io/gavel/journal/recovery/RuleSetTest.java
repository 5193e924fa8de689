package io.gavel.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.RuleSetChangedEncoder;
import io.gavel.wire.log.UpgradeEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal is replayed under the rules that it says, and refused where they are not known. */
class RuleSetTest {
    private static final int LATER = 9;

    @TempDir
    Path directory;

    @Test
    void aJournalKeepsItsRuleSetOverARestart() {
        try (JournaledMarket journaled = open()) {
            upgrade(journaled, 1, 1);
        }
        try (JournaledMarket back = open()) {
            assertEquals(1, back.market().ruleSet());
        }
        try (JournaledMarket again = open()) {
            assertEquals(1, again.market().ruleSet(), "no release changes it by itself");
        }
    }

    @Test
    void aLaterRuleSetIsRefusedWhenItIsAskedFor() {
        try (JournaledMarket journaled = open()) {
            upgrade(journaled, LATER, LATER);
            assertEquals(1, journaled.market().ruleSet());
        }
        try (JournaledMarket back = open()) {
            assertEquals(1, back.market().ruleSet(), "the refusal is on record");
        }
    }

    @Test
    void aJournalOfALaterReleasesRulesIsRefusedByName() {
        try (JournaledMarket journaled = open()) {
            upgrade(journaled, 1, LATER);
        }
        ReplayDiverged refused = assertThrows(ReplayDiverged.class, this::open);
        assertEquals("upgrade", refused.difference().command());
        assertEquals("ruleSetChanged", refused.difference().recorded().value());
        assertTrue(refused.getMessage().contains("UNKNOWN_RULE_SET"), refused.getMessage());
        assertTrue(
                refused.getMessage().contains("{\"type\":\"upgrade\",\"at\":0,\"ruleSet\":9}"), refused.getMessage());
        assertTrue(!Files.exists(JournalFiles.generation(directory, 2)), "nothing was changed");
    }

    /** Decides one upgrade and records another, as a release that knows more would have. */
    private static void upgrade(JournaledMarket journaled, int decided, int recorded) {
        CommandWriter command = new CommandWriter();
        command.upgrade(decided);
        TransactionBuffer out = new TransactionBuffer(256);
        journaled.market().onCommand(command.buffer(), 0, command.length(), 0, out);
        MutableDirectBuffer bytes = new UnsafeBuffer(new byte[out.length()]);
        bytes.putBytes(0, out.buffer(), 0, out.length());
        Transaction transaction = new Transaction().wrap(bytes, 0, out.firstSeq());
        if (recorded != decided) {
            new UpgradeEncoder().wrap(bytes, transaction.commandBodyOffset()).ruleSet(recorded);
            transaction.nextEvent();
            new RuleSetChangedEncoder().wrap(bytes, transaction.eventOffset()).ruleSet(recorded);
        }
        journaled.journal().append(bytes, 0, out.length(), out.firstSeq(), 1);
    }

    private JournaledMarket open() {
        return JournaledMarket.open(
                directory,
                JournalConfig.small(),
                new Market(MarketConfig.defaults()),
                () -> 1,
                TransactionListener.NONE);
    }
}
