package io.gavel.engine.scenario;

import io.gavel.wire.CommandWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays scenarios: does what each line says and compares all that follows with what it expects. Stops at the first line
 * that differs. One thread; a run shares nothing with another.
 */
public final class ScenarioRunner {
    private final Scenario scenario;
    private final Stage stage;
    private final Names names = new Names();
    private final GivenFacts facts = new GivenFacts(names);
    private final CommandWriter writer = new CommandWriter();
    private final ActionCompiler compiler = new ActionCompiler(names, writer);
    private final EventReader reader = new EventReader(names);
    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    private long nowNs;

    private ScenarioRunner(Scenario scenario, Stage stage) {
        this.scenario = scenario;
        this.stage = stage;
    }

    /** Plays a scenario every way; all must go as written and bring about the same bytes. */
    public static List<Verdict> runEveryWay(Scenario scenario) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Way way : Way.values()) {
            Verdict verdict = run(scenario, way);
            verdicts.add(verdicts.isEmpty() ? verdict : verdict.comparedTo(verdicts.get(0)));
        }
        return verdicts;
    }

    /** Plays a scenario one way. An exception of the engine, a broken law say, is a failure of the line. */
    public static Verdict run(Scenario scenario, Way way) {
        try (Stage stage = way.open()) {
            ScenarioRunner runner = new ScenarioRunner(scenario, stage);
            String failure = runner.play();
            return new Verdict(scenario, way, failure, runner.transcript.toByteArray(), stage.stateHash());
        }
    }

    private String play() {
        for (ScenarioLine line : scenario.given()) {
            String failure = guarded(line, true);
            if (failure != null) {
                return failure;
            }
        }
        for (ScenarioLine line : scenario.lines()) {
            String failure = guarded(line, false);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private String guarded(ScenarioLine line, boolean isGiven) {
        try {
            return isGiven ? given(line) : step(line);
        } catch (ScenarioException e) {
            throw e.at(line);
        } catch (RuntimeException e) {
            return new FailureText(line).exception(e);
        }
    }

    private String given(ScenarioLine line) {
        for (String action : facts.actions(line.action())) {
            List<Phrase> seen = act(action, nowNs);
            for (Phrase phrase : seen) {
                if (phrase.kind().equals(Kind.REJECTED)) {
                    return new FailureText(line).difference(List.of("nothing refused"), seen, action);
                }
            }
        }
        return null;
    }

    private String step(ScenarioLine line) {
        List<String> events = line.phrases().stream()
                .filter(phrase -> !StateCheck.isOne(phrase))
                .toList();
        List<Phrase> expected = events.stream().map(PhraseParser::parse).toList();
        long lastNs = nowNs;
        nowNs = time(line);
        List<Phrase> seen = line.action().isEmpty() ? read(stage.time(nowNs)) : act(line.action(), lastNs);
        stage.endLine();
        if (!covers(expected, seen)) {
            return new FailureText(line).difference(events, seen, line.done());
        }
        return checks(line);
    }

    private List<Phrase> act(String action, long lastNs) {
        compiler.compile(action, lastNs, nowNs);
        return read(stage.command(writer.buffer(), 0, writer.length(), nowNs));
    }

    private List<Phrase> read(Decided decided) {
        List<Phrase> phrases = new ArrayList<>();
        transcript.writeBytes(decided.bytes());
        decided.forEach(transaction -> {
            names.learn(transaction);
            phrases.addAll(reader.read(transaction));
        });
        return phrases;
    }

    private long time(ScenarioLine line) {
        String time = line.time();
        if (time.isEmpty()) {
            return nowNs;
        }
        long timeNs = time.startsWith("+") ? nowNs + TimeText.durationNs(time.substring(1)) : TimeText.timeNs(time);
        if (timeNs < nowNs) {
            throw new ScenarioException("expected a time not before " + TimeText.text(nowNs) + ", time=" + time);
        }
        return timeNs;
    }

    private static boolean covers(List<Phrase> expected, List<Phrase> seen) {
        if (expected.size() != seen.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).covers(seen.get(i))) {
                return false;
            }
        }
        return true;
    }

    private String checks(ScenarioLine line) {
        List<String> phrases = line.phrases().stream().filter(StateCheck::isOne).toList();
        if (phrases.isEmpty()) {
            return null;
        }
        StateCheck check = new StateCheck(MarketState.of(stage.snapshot()), names);
        for (String phrase : phrases) {
            String found = check.difference(phrase, line.picture());
            if (found != null) {
                return new FailureText(line).state(phrase, found);
            }
        }
        return null;
    }
}
