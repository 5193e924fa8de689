package io.gavel.engine.scenario;

import java.util.List;

/**
 * One thing done, and all that follows from it.
 *
 * @param file name of the text it stands in
 * @param number of its first line there, from 1
 * @param time as written; empty: the time of the line before
 * @param action as written; empty: time passes, or nothing happens
 * @param phrases what is expected, in order: events first, then checks of the state
 * @param picture the rows of the book that the last phrase draws, as written behind their bar
 * @param comment as written behind {@code #}; cites the rules
 */
record ScenarioLine(
        String file,
        int number,
        String time,
        String action,
        List<String> phrases,
        List<String> picture,
        String comment) {
    String position() {
        return file + ":" + number;
    }

    /** What was done, as a reader of a report wants to see it. */
    String done() {
        return (time + " " + action).strip();
    }
}
