package io.gavel.engine.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** Says where a scenario went wrong, what was expected there and what came, in the scenario's own words. */
final class FailureText {
    private static final String INDENT = "\n    ";

    private final ScenarioLine line;

    FailureText(ScenarioLine line) {
        this.line = line;
    }

    String difference(List<String> expected, List<Phrase> seen, String done) {
        String came = seen.stream().map(Phrase::text).collect(Collectors.joining(";" + INDENT + "          "));
        return head(done)
                + INDENT + "expected  " + (expected.isEmpty() ? "nothing" : String.join("; ", expected))
                + INDENT + "came      " + (came.isEmpty() ? "nothing" : came);
    }

    String state(String expected, String found) {
        String drawn = line.picture().isEmpty() || !expected.startsWith("book")
                ? ""
                : INDENT + "| " + String.join(INDENT + "| ", line.picture());
        return head(line.done()) + INDENT + "expected  " + expected + drawn + INDENT + "but       " + found;
    }

    String exception(RuntimeException e) {
        return head(line.done()) + INDENT + "the engine threw " + e;
    }

    private String head(String done) {
        String rules = line.comment().isEmpty() ? "" : "   # " + line.comment();
        return line.position() + ": " + done + rules;
    }
}
