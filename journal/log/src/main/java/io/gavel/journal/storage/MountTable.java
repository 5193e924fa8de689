package io.gavel.journal.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux says of mounted file systems, one a line:
 *
 * <pre>
 * 36 35 98:0 /root /mount/point rw,noatime master:1 - ext4 /dev/sda1 rw,errors=continue
 * </pre>
 */
final class MountTable {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final int OPTIONS = 5;
    private static final String SEPARATOR = " - ";
    private static final int OPTIONS_OF_FILE_SYSTEM = 2;

    private MountTable() {}

    /** Options of the mount point and of the file system on which a path lies; empty where nothing is said of it. */
    static String optionsOf(Path path) throws IOException {
        if (!Files.isReadable(TABLE)) {
            return "";
        }
        return optionsOf(path.toRealPath(), Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1));
    }

    /** Of two that fit the one that is nearer, of two at the same place the later, which hides the other. */
    static String optionsOf(Path path, List<String> table) {
        String options = "";
        int nearest = 0;
        for (String line : table) {
            String[] mount = line.split(" ");
            int separator = line.indexOf(SEPARATOR);
            if (separator < 0 || mount.length <= OPTIONS) {
                continue;
            }
            Path point = path.getFileSystem().getPath(unescaped(mount[MOUNT_POINT]));
            if (path.startsWith(point) && point.getNameCount() >= nearest) {
                nearest = point.getNameCount();
                String[] fileSystem =
                        line.substring(separator + SEPARATOR.length()).split(" ");
                boolean hasOptions = fileSystem.length > OPTIONS_OF_FILE_SYSTEM;
                options = mount[OPTIONS] + (hasOptions ? "," + fileSystem[OPTIONS_OF_FILE_SYSTEM] : "");
            }
        }
        return options;
    }

    /** Blanks and the like are written as a backslash and three octal digits, in the bytes of UTF-8. */
    private static String unescaped(String escaped) {
        byte[] bytes = new byte[escaped.length()];
        int length = 0;
        for (int at = 0; at < escaped.length(); at++) {
            char c = escaped.charAt(at);
            if (c == '\\' && at + 3 < escaped.length()) {
                c = (char) Integer.parseInt(escaped.substring(at + 1, at + 4), 8);
                at += 3;
            }
            bytes[length++] = (byte) c;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
