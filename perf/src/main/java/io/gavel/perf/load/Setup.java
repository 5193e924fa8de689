package io.gavel.perf.load;

import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.sbe.CreateAccountEncoder;
import io.gavel.wire.sbe.CreateAssetEncoder;
import io.gavel.wire.sbe.DepositEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;

/** What every flow needs first: two assets, and accounts that are rich in both. */
final class Setup {
    /** Quote asset of the instrument and money of the auction; two decimals. */
    static final int USD = 1;

    /** Base asset of the instrument; no decimals. */
    static final int ACME = 2;

    private static final long RICH = 1L << 50;
    private static final int STEPS_PER_ACCOUNT = 3;

    private final MutableDirectBuffer buffer;
    private final CommandHeadEncoder head = new CommandHeadEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int step;

    Setup(MutableDirectBuffer buffer) {
        this.buffer = buffer;
    }

    /** Encodes the next command and returns its length, or 0 when all is there. */
    int next() {
        int current = step++;
        if (current == 0) {
            return asset("USD", 2);
        }
        if (current == 1) {
            return asset("ACME", 0);
        }
        int account = (current - 2) / STEPS_PER_ACCOUNT;
        if (account >= CommandFlow.ACCOUNTS) {
            return 0;
        }
        return switch ((current - 2) % STEPS_PER_ACCOUNT) {
            case 0 -> account("account-" + account);
            case 1 -> deposit(SystemAccount.FIRST_USER + account, USD);
            default -> deposit(SystemAccount.FIRST_USER + account, ACME);
        };
    }

    /** Writes the head of a command and says where its SBE header goes. */
    int head(int accountId, boolean isAdmin) {
        head.wrap(buffer, 0)
                .accountId(accountId)
                .authority((short) (isAdmin ? Transaction.AUTHORITY_ADMIN : 0))
                .flags((short) 0)
                .reserved(0);
        return Transaction.COMMAND_HEAD_LENGTH;
    }

    MessageHeaderEncoder header() {
        return header;
    }

    private int asset(String name, int decimals) {
        CreateAssetEncoder body = new CreateAssetEncoder().wrapAndApplyHeader(buffer, head(0, true), header);
        return body.decimals((short) decimals).name(name).limit();
    }

    private int account(String name) {
        CreateAccountEncoder body = new CreateAccountEncoder().wrapAndApplyHeader(buffer, head(0, true), header);
        body.flags().clear();
        return body.name(name).limit();
    }

    private int deposit(int accountId, int assetId) {
        DepositEncoder body = new DepositEncoder().wrapAndApplyHeader(buffer, head(accountId, true), header);
        return body.assetId(assetId).amount(RICH).clOrdId("deposit-" + assetId).limit();
    }
}
