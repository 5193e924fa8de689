package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/REPLAY.md says what is: its examples are run, in order. A line of three dots stands for any lines. */
final class ReplayPageTest {
    private static final Path PAGE = Repository.root().resolve("docs/REPLAY.md");
    private static final String PIPE = "$ gavel pipe --auto-create --journal shop <<'END'\n";

    @TempDir
    Path directory;

    @Test
    void everyExampleIsAnsweredAsPrinted() throws IOException {
        int commands = 0;
        for (String block : blocks()) {
            if (block.startsWith(PIPE)) {
                String input = block.substring(PIPE.length(), block.lastIndexOf("END"));
                JournalTool.record(directory.resolve("shop"), input.getBytes(StandardCharsets.UTF_8));
                continue;
            }
            for (String example : block.split("(?m)^\\$ ")) {
                if (!example.isEmpty()) {
                    run(example);
                    commands++;
                }
            }
        }
        assertTrue(commands > 10, "commands=" + commands);
    }

    private void run(String example) throws IOException {
        int line = example.indexOf('\n');
        String[] words = example.substring(0, line).split(" ");
        String expected = example.substring(line + 1);
        if (words[0].equals("cat")) {
            assertEquals(expected, Files.readString(directory.resolve(words[1])));
            return;
        }
        assertEquals("gavel journal", words[0] + " " + words[1]);
        List<Object> args = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            boolean isPlace = words[i].equals("shop") || words[i].equals("books");
            args.add(isPlace ? directory.resolve(words[i]) : words[i]);
        }
        JournalTool tool = new JournalTool();
        int status = tool.run(args.toArray());
        String told = status == 0 ? tool.out() : tool.err();
        assertTrue(isAsPrinted(expected, told), () -> example + "\n" + told);
    }

    private static boolean isAsPrinted(String expected, String told) {
        StringBuilder form = new StringBuilder();
        for (String line : expected.lines().toList()) {
            form.append(line.equals("...") ? "(?:.*\\n)*?" : Pattern.quote(line) + "\\n");
        }
        return told.matches(form.toString());
    }

    private static List<String> blocks() throws IOException {
        Matcher block =
                Pattern.compile("(?s)^```\\n(.*?)^```$", Pattern.MULTILINE).matcher(Files.readString(PAGE));
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }
}
