package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.Repository;
import io.gavel.wire.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/RULES.md lists of refusals. */
final class LawBook {
    private static final Pattern NAME = Pattern.compile("`([A-Z_]+)`");

    private LawBook() {}

    /** The codes of the refusals that are named behind these words and before those. */
    static List<Integer> refusals(String from, String to) throws IOException {
        String rules = Files.readString(Repository.root().resolve("docs/RULES.md"));
        int begin = rules.indexOf(from);
        int end = rules.indexOf(to, begin);
        assertTrue(begin >= 0 && end > begin, () -> "expected a list, from=" + from + ", to=" + to);
        List<Integer> codes = new ArrayList<>();
        Matcher name = NAME.matcher(rules.substring(begin, end));
        while (name.find()) {
            codes.add(Refusal.valueOf(name.group(1)).code());
        }
        return codes;
    }
}
