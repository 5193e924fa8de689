package io.gavel.engine.obvious;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;

/** A market that is sent one command after the other, and asked what it told of the last one. */
final class AskedMarket {
    private final Market market;
    private final CommandBytes bytes = new CommandBytes();
    private final TransactionBuffer out = new TransactionBuffer(4_096);
    private final EventFacts facts = new EventFacts();
    private final Told told = new Told();

    AskedMarket(MarketConfig config) {
        market = new Market(config);
    }

    /** Returns the code of the refusal, or 0. */
    int send(Command command) {
        out.clear();
        told.clear();
        bytes.write(command);
        market.onCommand(bytes.buffer(), 0, bytes.length(), command.atNs, out);
        facts.read(out, command, told);
        return told.refusal();
    }

    /** Of the last command; until the next one. */
    Told told() {
        return told;
    }
}
