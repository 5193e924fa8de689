package io.gavel.settlement.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of a schema: a pair of resources {@code Vnnnn__name.up.sql} and {@code Vnnnn__name.down.sql}.
 *
 * @param version from 1 without a gap
 * @param up statements that make it
 * @param down statements that undo it
 * @param checksum SHA-256 over both, in hex: a step that was applied must never change
 */
public record Migration(int version, String name, List<String> up, List<String> down, String checksum) {
    private static final String INDEX = "migrations.txt";
    private static final Pattern FILE_NAME = Pattern.compile("V(\\d{4})__(\\w+)");

    /** The steps listed in {@code migrations.txt} beside a class, in order. */
    public static List<Migration> besides(Class<?> owner) {
        List<Migration> migrations = new ArrayList<>();
        for (String fileName : text(owner, INDEX).lines().toList()) {
            Migration migration = read(owner, fileName);
            if (migration.version != migrations.size() + 1) {
                throw new IllegalStateException("expected versions from 1 without a gap, file=" + fileName);
            }
            migrations.add(migration);
        }
        return List.copyOf(migrations);
    }

    private static Migration read(Class<?> owner, String fileName) {
        Matcher matcher = FILE_NAME.matcher(fileName);
        if (!matcher.matches()) {
            throw new IllegalStateException("expected a name like V0001__tables, file=" + fileName);
        }
        String up = text(owner, fileName + ".up.sql");
        String down = text(owner, fileName + ".down.sql");
        return new Migration(
                Integer.parseInt(matcher.group(1)),
                matcher.group(2),
                statements(up),
                statements(down),
                sha256(up + down));
    }

    /** Cuts a script at semicolons that end a line; a line that starts with two dashes is a comment. */
    static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : script.lines().toList()) {
            if (line.isBlank() || line.startsWith("--")) {
                continue;
            }
            statement.append(line).append('\n');
            if (line.endsWith(";")) {
                statements.add(statement.substring(0, statement.lastIndexOf(";")));
                statement.setLength(0);
            }
        }
        if (!statement.isEmpty()) {
            throw new IllegalStateException("expected a semicolon at the end, statement=" + statement);
        }
        return List.copyOf(statements);
    }

    private static String text(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("expected a resource, class=" + owner.getName() + ", name=" + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
