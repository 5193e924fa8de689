package io.gavel.engine.obvious;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes from a history all that its fault does not need. */
final class Shrinking {
    private final Predicate<List<Command>> isFaulty;
    private List<Command> rest;

    private Shrinking(List<Command> history, Predicate<List<Command>> isFaulty) {
        this.rest = new ArrayList<>(history);
        this.isFaulty = isFaulty;
    }

    /** The same history, whatever can be left out is. */
    static List<Command> shrunk(List<Command> history, Predicate<List<Command>> isFaulty) {
        Shrinking shrinking = new Shrinking(history, isFaulty);
        shrinking.leaveOutTheEnd();
        shrinking.leaveOutAuctions();
        shrinking.leaveOutCommands();
        shrinking.leaveOutAuctions();
        return shrinking.rest;
    }

    private void leaveOutTheEnd() {
        for (int size = rest.size() / 2; size >= 1; size /= 2) {
            while (rest.size() > size && tryWith(rest.subList(0, rest.size() - size))) {}
        }
    }

    /** What later commands count on stays. */
    private void leaveOutCommands() {
        for (int size = Math.max(1, rest.size() / 2); size >= 1; size /= 2) {
            for (int at = 0; at < rest.size(); ) {
                int to = Math.min(rest.size(), at + size);
                List<Command> fewer = new ArrayList<>(rest.subList(0, at));
                rest.subList(at, to).stream().filter(Command::creates).forEach(fewer::add);
                fewer.addAll(rest.subList(to, rest.size()));
                if (fewer.size() == rest.size() || !tryWith(fewer)) {
                    at += size;
                }
            }
        }
    }

    /** With all that is said about them; what is said about later ones is about an earlier number then. */
    private void leaveOutAuctions() {
        int auctions = (int) rest.stream()
                .filter(command -> command.kind == Command.Kind.CREATE_AUCTION)
                .count();
        for (int auction = auctions; auction >= 1; auction--) {
            List<Command> fewer = new ArrayList<>();
            int created = 0;
            for (Command command : rest) {
                boolean isIts = command.auction == auction
                        || (command.kind == Command.Kind.CREATE_AUCTION && ++created == auction);
                if (!isIts) {
                    fewer.add(command.auction > auction ? command.about(command.auction - 1) : command);
                }
            }
            tryWith(fewer);
        }
    }

    private boolean tryWith(List<Command> fewer) {
        List<Command> copy = new ArrayList<>(fewer);
        boolean isStill = isFaulty.test(copy);
        if (isStill) {
            rest = copy;
        }
        return isStill;
    }
}
