package io.gavel.engine.scenario;

/** A scenario that cannot be read; the message starts with {@code file:line}. */
public final class ScenarioException extends RuntimeException {
    ScenarioException(String message) {
        super(message);
    }

    ScenarioException at(ScenarioLine line) {
        return at(line.file(), line.number());
    }

    ScenarioException at(String file, int number) {
        ScenarioException located = new ScenarioException(file + ":" + number + ": " + getMessage());
        located.initCause(this);
        return located;
    }
}
