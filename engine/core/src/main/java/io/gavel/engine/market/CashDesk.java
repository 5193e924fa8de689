package io.gavel.engine.market;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.Refusal;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.sbe.DepositDecoder;
import io.gavel.wire.sbe.WithdrawDecoder;

/** Decides deposits and withdrawals. */
final class CashDesk {
    private final Listings listings;
    private final Ledger ledger;
    private final Facts facts;

    CashDesk(Listings listings, Ledger ledger, Facts facts) {
        this.listings = listings;
        this.ledger = ledger;
        this.facts = facts;
    }

    void deposit(int accountId, DepositDecoder command) {
        int assetId = command.assetId();
        long amount = command.amount();
        if (!isRight(assetId, amount)) {
            return;
        }
        if (!ledger.staysInRange(SystemAccount.EXTERNAL, assetId, amount)) {
            facts.refused(Refusal.AMOUNT_RANGE);
            return;
        }
        facts.deposited(accountId, assetId, amount);
    }

    void withdraw(int accountId, WithdrawDecoder command) {
        int assetId = command.assetId();
        long amount = command.amount();
        if (!isRight(assetId, amount)) {
            return;
        }
        if (!ledger.staysInRange(accountId, assetId, amount)) {
            facts.refused(Refusal.AMOUNT_RANGE);
        } else if (!ledger.covers(accountId, assetId, amount)) {
            facts.refused(Refusal.INSUFFICIENT_FUNDS, ledger.available(accountId, assetId));
        } else {
            facts.withdrawn(accountId, assetId, amount);
        }
    }

    private boolean isRight(int assetId, long amount) {
        if (!listings.assets.has(assetId)) {
            facts.refused(Refusal.UNKNOWN_ASSET);
        } else if (amount <= 0) {
            facts.refused(Refusal.AMOUNT_NOT_POSITIVE);
        } else if (amount >= Ledger.LIMIT) {
            facts.refused(Refusal.AMOUNT_RANGE);
        } else {
            return true;
        }
        return false;
    }
}
