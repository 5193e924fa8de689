package io.gavel.engine.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into scenarios, lines and phrases; what the words mean is not its business.
 *
 * <p>A text is read once from top to bottom; one parser, one text. The grammar is in the package's description.
 */
public final class ScenarioParser {
    private static final String ARROW = "->";
    private static final String TIME = "\\+?[0-9][0-9:.]*(?:s|m|h|d|ms|us)?";

    private final String file;
    private final String[] rows;
    private final List<Scenario> scenarios = new ArrayList<>();
    private final List<ScenarioLine> commonGiven = new ArrayList<>();

    private String title;
    private int titleRow = 1;
    private List<ScenarioLine> given = commonGiven;
    private List<ScenarioLine> lines = new ArrayList<>();
    private boolean headed;
    private boolean inGiven;
    private int row;

    private ScenarioParser(String file, String text) {
        this.file = file;
        this.rows = text.split("\r?\n");
        this.title = file;
    }

    /**
     * Reads a text.
     *
     * @param file its name, for messages
     * @throws ScenarioException where the text is not of the grammar
     */
    public static List<Scenario> parse(String file, String text) {
        return new ScenarioParser(file, text).parse();
    }

    private List<Scenario> parse() {
        while (row < rows.length) {
            int first = row;
            try {
                statement(first);
            } catch (ScenarioException e) {
                throw e.at(file, first + 1);
            }
        }
        closeScenario();
        if (scenarios.isEmpty()) {
            throw new ScenarioException("expected at least one line with " + ARROW).at(file, rows.length);
        }
        return List.copyOf(scenarios);
    }

    private void statement(int first) {
        String comment = comment(rows[row]);
        boolean indented = rows[row].startsWith(" ") || rows[row].startsWith("\t");
        String text = logicalRow();
        if (text.isEmpty()) {
            return;
        }
        if (!indented && text.startsWith("title ")) {
            title = text.substring("title ".length()).strip();
        } else if (!indented && text.startsWith("scenario ")) {
            openScenario(text.substring("scenario ".length()).strip(), first + 1);
        } else if (!indented && text.startsWith("given ")) {
            inGiven = true;
            given(first + 1, text.substring("given ".length()), comment);
        } else if (text.contains(ARROW)) {
            inGiven = false;
            lines.add(step(first + 1, text, comment));
        } else if (indented && inGiven) {
            given(first + 1, text, comment);
        } else {
            throw new ScenarioException("expected `scenario`, `given`, or a line with " + ARROW + ", text=" + text);
        }
    }

    /** A row and those it goes on in: it ends in a comma or semicolon. */
    private String logicalRow() {
        String text = code(rows[row++]);
        while ((text.endsWith(",") || text.endsWith(";")) && row < rows.length) {
            text = text + " " + code(rows[row++]);
        }
        return text;
    }

    private void given(int number, String text, String comment) {
        for (String fact : text.split(";")) {
            if (!fact.isBlank()) {
                given.add(new ScenarioLine(file, number, "", fact.strip(), List.of(), List.of(), comment));
            }
        }
    }

    private ScenarioLine step(int number, String text, String comment) {
        int arrow = text.indexOf(ARROW);
        String done = text.substring(0, arrow).strip();
        String time = "";
        String firstWord = done.split("\\s+", 2)[0];
        if (firstWord.matches(TIME)) {
            time = firstWord;
            done = done.substring(firstWord.length()).strip();
        }
        List<String> phrases = new ArrayList<>();
        for (String phrase : text.substring(arrow + ARROW.length()).split(";")) {
            if (!phrase.isBlank() && !phrase.strip().equals("nothing")) {
                phrases.add(phrase.strip());
            }
        }
        return new ScenarioLine(file, number, time, done, List.copyOf(phrases), picture(), comment);
    }

    private List<String> picture() {
        List<String> picture = new ArrayList<>();
        while (row < rows.length && rows[row].strip().startsWith("|")) {
            picture.add(code(rows[row++]).substring(1).strip());
        }
        return List.copyOf(picture);
    }

    private void openScenario(String heading, int number) {
        closeScenario();
        title = heading;
        titleRow = number;
        headed = true;
        given = new ArrayList<>(commonGiven);
        inGiven = false;
    }

    private void closeScenario() {
        if (headed || !lines.isEmpty()) {
            if (lines.isEmpty()) {
                throw new ScenarioException("expected a line with " + ARROW + " below the heading, title=" + title)
                        .at(file, titleRow);
            }
            scenarios.add(new Scenario(file, titleRow, title, List.copyOf(given), List.copyOf(lines)));
        }
        lines = new ArrayList<>();
    }

    private static String code(String row) {
        int hash = commentStart(row);
        return (hash < 0 ? row : row.substring(0, hash)).strip();
    }

    private static String comment(String row) {
        int hash = commentStart(row);
        return hash < 0 ? "" : row.substring(hash + 1).strip();
    }

    /** A hash starts a comment at the start of a row and behind white space, so ids may contain one. */
    private static int commentStart(String row) {
        for (int i = row.indexOf('#'); i >= 0; i = row.indexOf('#', i + 1)) {
            if (i == 0 || Character.isWhitespace(row.charAt(i - 1))) {
                return i;
            }
        }
        return -1;
    }
}
