package io.gavel.engine;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * The engine alone in another program: no network, no journal, no database, no thread. The text between the marks stands
 * in docs/ARCHITECTURE.md; {@link EmbeddedExampleTest} runs it.
 */
final class EmbeddedExample {
    private EmbeddedExample() {}

    // embedded:begin
    static void decide(List<String> commands, Consumer<String> out) {
        Market market = new Market(MarketConfig.defaults());
        TransactionBuffer decided = new TransactionBuffer(64 * 1024);
        Directory names = new Directory();
        JsonCommands toCommand = new JsonCommands(names, true);
        JsonEvents toJson = new JsonEvents(names);
        JsonWriter json = new JsonWriter();
        Transaction transaction = new Transaction();

        for (String command : commands) {
            byte[] text = command.getBytes(StandardCharsets.UTF_8);
            switch (toCommand.decode(text, 0, text.length, 0, true)) {
                case COMMAND -> market.onCommand(toCommand.buffer(), 0, toCommand.length(), toCommand.atNs(), decided);
                case TIME -> market.onTime(toCommand.atNs(), decided);
                default -> throw new IllegalArgumentException("expected a command or time, text=" + command);
            }
            int offset = 0;
            for (int i = 0; i < decided.count(); i++, offset += transaction.length()) {
                names.onTransaction(transaction.wrap(decided.buffer(), offset, decided.firstSeq() + i));
                toJson.writeAll(transaction, json);
            }
            decided.clear();
        }
        out.accept(json.toString());
    }
    // embedded:end

    /** Needs {@code --add-exports java.base/jdk.internal.misc=ALL-UNNAMED}, for Agrona. */
    public static void main(String[] args) {
        decide(List.of(args), System.out::print);
    }
}
