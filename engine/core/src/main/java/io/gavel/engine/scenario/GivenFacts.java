package io.gavel.engine.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns what is given into actions: {@code alice has 500 and 3 gold} creates her, then deposits. Anything else is an
 * action already. Where a scenario defines no asset before it needs one, there is {@code usd} with two decimals.
 */
final class GivenFacts {
    private static final String DEFAULT_ASSET = "usd: asset";

    private final Names names;
    private int deposits;

    GivenFacts(Names names) {
        this.names = names;
    }

    /** The actions that make the fact true, to be done in order before the next fact is asked for. */
    List<String> actions(String fact) {
        List<String> actions = new ArrayList<>();
        Words words = new Words(fact);
        boolean definesAsset = words.peek(1).equals(":") && words.peek(2).equals("asset");
        if (!names.hasAssets() && !definesAsset) {
            actions.add(DEFAULT_ASSET);
        }
        if (words.peek(1).equals("has")) {
            possessions(words, actions);
        } else {
            actions.add(fact);
        }
        return actions;
    }

    private void possessions(Words words, List<String> actions) {
        String who = words.word("an account");
        words.expect("has");
        if (!names.hasAccount(who)) {
            actions.add(who + ": account");
        }
        do {
            String amount = Amounts.text(words.number("an amount"));
            boolean isNamed = !words.isAtEnd() && !words.peek(0).equals("and");
            String asset = isNamed ? words.word("an asset") + " " : "";
            actions.add(who + " deposits " + amount + " " + asset + "as given." + ++deposits);
        } while (words.take("and"));
        words.end();
    }
}
