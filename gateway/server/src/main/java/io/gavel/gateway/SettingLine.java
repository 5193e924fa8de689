package io.gavel.gateway;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a file of keys or settings, that says something: not blank and no comment ({@code #} first). It is taken as
 * it stands: nothing is escaped, and no line goes on in the next.
 *
 * @param number from 1 on
 * @param text without blanks around it
 */
public record SettingLine(Path file, int number, String text) {
    private static final char COMMENT = '#';

    /**
     * Reads a file of UTF-8 text.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static List<SettingLine> read(Path file) throws IOException {
        List<String> texts;
        try {
            texts = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("expected UTF-8 text, file=" + file, e);
        }
        List<SettingLine> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).strip();
            if (!text.isEmpty() && text.charAt(0) != COMMENT) {
                lines.add(new SettingLine(file, i + 1, text));
            }
        }
        return lines;
    }

    /** What to throw where the line is not what was expected. Does not show the line: it may hold a secret. */
    public IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(expected + ", file=" + file + ", line=" + number);
    }
}
