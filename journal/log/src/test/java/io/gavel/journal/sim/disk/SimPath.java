package io.gavel.journal.sim.disk;

import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;

/** Names from the root, or from wherever, in a simulated file system. */
final class SimPath implements Path {
    private final SimFileSystem files;
    private final boolean isAbsolute;
    private final List<String> names;

    SimPath(SimFileSystem files, boolean isAbsolute, List<String> names) {
        this.files = files;
        this.isAbsolute = isAbsolute;
        this.names = names;
    }

    static SimPath parse(SimFileSystem files, String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split("/")) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new SimPath(files, text.startsWith("/"), names);
    }

    List<String> names() {
        return names;
    }

    @Override
    public SimFileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return isAbsolute;
    }

    @Override
    public SimPath getRoot() {
        return isAbsolute ? with(true, List.of()) : null;
    }

    @Override
    public SimPath getFileName() {
        return names.isEmpty() ? null : getName(names.size() - 1);
    }

    @Override
    public SimPath getParent() {
        if (names.isEmpty() || (names.size() == 1 && !isAbsolute)) {
            return null;
        }
        return with(isAbsolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public SimPath getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public SimPath subpath(int beginIndex, int endIndex) {
        return with(false, names.subList(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof SimPath path
                && path.isAbsolute == isAbsolute
                && path.names.size() <= names.size()
                && names.subList(0, path.names.size()).equals(path.names);
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof SimPath path
                && !path.isAbsolute
                && path.names.size() <= names.size()
                && names.subList(names.size() - path.names.size(), names.size()).equals(path.names);
    }

    @Override
    public SimPath normalize() {
        List<String> normal = new ArrayList<>();
        for (String name : names) {
            if (name.equals("..") && !normal.isEmpty()) {
                normal.remove(normal.size() - 1);
            } else if (!name.equals(".")) {
                normal.add(name);
            }
        }
        return with(isAbsolute, normal);
    }

    @Override
    public SimPath resolve(Path other) {
        SimPath path = (SimPath) other;
        if (path.isAbsolute) {
            return path;
        }
        List<String> all = new ArrayList<>(names);
        all.addAll(path.names);
        return with(isAbsolute, all);
    }

    @Override
    public SimPath relativize(Path other) {
        if (!other.startsWith(this)) {
            throw new IllegalArgumentException("expected a path below " + this + ", other=" + other);
        }
        return with(false, ((SimPath) other).names.subList(names.size(), other.getNameCount()));
    }

    @Override
    public URI toUri() {
        return URI.create("sim:" + toAbsolutePath());
    }

    @Override
    public SimPath toAbsolutePath() {
        return with(true, names);
    }

    @Override
    public SimPath toRealPath(LinkOption... options) {
        return toAbsolutePath();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimPath path
                && path.files == files
                && path.isAbsolute == isAbsolute
                && path.names.equals(names);
    }

    /** Of the text alone, so that it is the same in each run. */
    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return (isAbsolute ? "/" : "") + String.join("/", names);
    }

    private SimPath with(boolean absolute, List<String> other) {
        return new SimPath(files, absolute, other);
    }
}
