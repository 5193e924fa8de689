package io.gavel.journal.repair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder that is made to hold an image; writes only what differs from the image before. */
final class WorkFolder {
    private final Path root;
    private final Map<String, byte[]> content = new TreeMap<>();

    WorkFolder(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root);
    }

    Path root() {
        return root;
    }

    void hold(JournalImage image) throws IOException {
        for (String path : new TreeSet<>(content.keySet())) {
            if (!image.has(path)) {
                delete(path);
            }
        }
        for (Map.Entry<String, byte[]> file : image.files().entrySet()) {
            // Nobody changes an array, so another content is another array.
            if (content.get(file.getKey()) != file.getValue()) {
                Path target = root.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue());
                content.put(file.getKey(), file.getValue());
            }
        }
    }

    private void delete(String path) throws IOException {
        Path file = root.resolve(path);
        Files.deleteIfExists(file);
        content.remove(path);
        for (Path folder = file.getParent(); !folder.equals(root) && isEmpty(folder); folder = folder.getParent()) {
            Files.delete(folder);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
