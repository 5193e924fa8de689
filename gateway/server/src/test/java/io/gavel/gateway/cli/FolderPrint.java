package io.gavel.gateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything in a folder: each name with its length and a hash of its bytes. Two are equal if nothing was changed. Only the
 * file that is locked is not looked at: opening it in the process that holds the lock would drop it.
 */
final class FolderPrint {
    private FolderPrint() {}

    static Map<String, String> of(Path folder) {
        Map<String, String> print = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.endsWith("lock")) {
                    print.put(folder.relativize(file).toString(), Files.isDirectory(file) ? "folder" : content(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return print;
    }

    private static String content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length + " " + Arrays.hashCode(bytes);
    }
}
