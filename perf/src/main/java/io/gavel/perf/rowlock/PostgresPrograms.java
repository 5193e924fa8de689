package io.gavel.perf.rowlock;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where PostgreSQL's own programs lie: servers are often installed beside the path.
 *
 * @param initdb makes a cluster
 * @param postgres serves it
 */
record PostgresPrograms(Path initdb, Path postgres) {
    private static final List<String> VERSIONED =
            List.of("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr/local/pgsql");

    /** The usual folders, those of the path first. */
    static List<Path> usualFolders() {
        List<Path> folders = new ArrayList<>();
        String path = System.getenv("PATH");
        if (path != null) {
            for (String folder : path.split(File.pathSeparator)) {
                folders.add(Path.of(folder));
            }
        }
        for (String parent : VERSIONED) {
            folders.addAll(versions(Path.of(parent)));
        }
        return folders;
    }

    /** The programs of the first folder that has both; null where none has. */
    static PostgresPrograms in(List<Path> folders) {
        for (Path folder : folders) {
            PostgresPrograms found = new PostgresPrograms(folder.resolve("initdb"), folder.resolve("postgres"));
            if (Files.isExecutable(found.initdb) && Files.isExecutable(found.postgres)) {
                return found;
            }
        }
        return null;
    }

    /** The newest version first. */
    private static List<Path> versions(Path parent) {
        List<Path> folders = new ArrayList<>();
        folders.add(parent.resolve("bin"));
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(parent)) {
                each.forEach(version -> folders.add(version.resolve("bin")));
            } catch (IOException unreadable) {
                return folders;
            }
        }
        folders.sort(
                Comparator.comparingInt(PostgresPrograms::version).reversed().thenComparing(Comparator.naturalOrder()));
        return folders;
    }

    private static int version(Path bin) {
        String digits = bin.getParent().getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }
}
