package io.gavel.engine.scenario;

import java.util.List;

/**
 * One story: what is given, then lines of what is done and what follows.
 *
 * @param file name of the text it stands in
 * @param number of the line of its heading
 * @param title what its heading says, with the rules it proves
 * @param given what is set up before; each line has an action and expects nothing but success
 * @param lines in order
 */
public record Scenario(String file, int number, String title, List<ScenarioLine> given, List<ScenarioLine> lines) {
    @Override
    public String toString() {
        return file + ":" + number + " " + title;
    }
}
