package io.gavel.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.SystemAccount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final int USD = 1;
    private static final int ALICE = 16;
    private static final int BOB = 17;
    private static final int BANK = 18;

    private final Ledger ledger = new Ledger();

    @BeforeEach
    void openAccounts() {
        ledger.list(USD);
        ledger.open(SystemAccount.EXTERNAL, true);
        ledger.open(ALICE, false);
        ledger.open(BOB, false);
        ledger.open(BANK, true);
    }

    @Test
    void sumsToZeroAfterEveryFact() {
        Postings.deposited(ledger, ALICE, USD, 100);
        ledger.checkBalanced();
        assertEquals(-100, ledger.total(SystemAccount.EXTERNAL, USD));
        Postings.sold(ledger, ALICE, BOB, USD, 30);
        ledger.checkBalanced();
        ledger.verify();
        assertEquals(70, ledger.available(ALICE, USD));
    }

    @Test
    void saysWhenALegIsMissing() {
        ledger.post(ALICE, USD, 5, 0, LegKind.DEPOSIT);
        IllegalStateException broken = assertThrows(IllegalStateException.class, ledger::checkBalanced);
        assertTrue(broken.getMessage().startsWith("broken law: the totals of every asset sum to zero"));
    }

    @Test
    void neverOverdrawsACoveredAccount() {
        Postings.deposited(ledger, ALICE, USD, 100);
        Postings.held(ledger, ALICE, USD, 60);
        assertTrue(ledger.covers(ALICE, USD, 40));
        assertFalse(ledger.covers(ALICE, USD, 41));
        assertThrows(IllegalStateException.class, () -> Postings.held(ledger, ALICE, USD, 41));
        assertThrows(IllegalStateException.class, () -> Postings.released(ledger, ALICE, USD, 61));
    }

    @Test
    void keepsWhatIsDrawnOfAnAssetInRange() {
        long most = Ledger.LIMIT - 1;
        assertTrue(ledger.staysInRange(BANK, USD, most));
        Postings.held(ledger, BANK, USD, most);
        assertFalse(ledger.staysInRange(BANK, USD, 1));
        assertFalse(ledger.staysInRange(SystemAccount.EXTERNAL, USD, 1));
        Postings.released(ledger, BANK, USD, most);
        assertTrue(ledger.staysInRange(SystemAccount.EXTERNAL, USD, most));
        ledger.verify();
    }

    @Test
    void keepsEveryBalanceWhileItGrows() {
        for (int account = 100; account < 20_000; account++) {
            ledger.open(account, false);
            Postings.deposited(ledger, account, USD, account);
        }
        List<Integer> seen = new ArrayList<>();
        ledger.forEachBalance((accountId, assetId, total, held) -> seen.add(accountId));
        assertEquals(19_901, seen.size());
        assertEquals(seen.stream().sorted().toList(), seen);
        assertEquals(12_345, ledger.total(12_345, USD));
        ledger.verify();
    }
}
