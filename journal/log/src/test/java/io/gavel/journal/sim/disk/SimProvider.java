package io.gavel.journal.sim.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names, as the machine asks for them. */
final class SimProvider extends FileSystemProvider {
    private final SimFileSystem files;

    SimProvider(SimFileSystem files) {
        this.files = files;
    }

    @Override
    public String getScheme() {
        return "sim";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return files;
    }

    @Override
    public Path getPath(URI uri) {
        return files.getPath(uri.getSchemeSpecificPart());
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Fate fate = files.machine().begin(Operation.OPEN, path, 0);
        if (files.find(path) instanceof SimDirectory directory) {
            files.machine().done(fate);
            return new SimChannel(files, path, null, directory, false);
        }
        boolean isWritten = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        SimFile file = isWritten ? opened(path, options) : files.file(path);
        files.machine().done(fate);
        SimChannel channel = new SimChannel(files, path, file, null, isWritten);
        if (isWritten && options.contains(StandardOpenOption.TRUNCATE_EXISTING) && file.size() > 0) {
            channel.resize(0);
        }
        return options.contains(StandardOpenOption.APPEND) ? channel.position(file.size()) : channel;
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        Fate fate = files.machine().begin(Operation.LIST, path, 0);
        List<Path> found = new ArrayList<>();
        for (String name : files.directory(path).entries().keySet()) {
            Path entry = path.resolve(name);
            if (filter.accept(entry)) {
                found.add(entry);
            }
        }
        files.machine().done(fate);
        // In an order of its own, as directories have.
        found.sort(Comparator.comparingInt(entry -> entry.toString().hashCode() * 0x9E3779B9));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        Fate fate = files.machine().begin(Operation.MAKE, path, 0);
        if (files.find(path) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        files.parent(path).put(name(path), new SimDirectory());
        files.machine().done(fate);
    }

    @Override
    public void delete(Path path) throws IOException {
        Fate fate = files.machine().begin(Operation.REMOVE, path, 0);
        Object node = files.find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (node instanceof SimDirectory directory && !directory.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        files.parent(path).remove(name(path));
        release(node);
        files.machine().done(fate);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        SimFile from = files.file(source);
        Set<StandardOpenOption> fresh = List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)
                ? Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)
                : Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel in = newFileChannel(source, Set.of(StandardOpenOption.READ));
                FileChannel out = newFileChannel(target, fresh)) {
            in.transferTo(0, from.size(), out);
        }
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Fate fate = files.machine().begin(Operation.RENAME, source, target.hashCode());
        if (files.find(source) == null) {
            throw new NoSuchFileException(source.toString());
        }
        Object replaced = files.find(target);
        if (replaced != null && List.of(options).isEmpty()) {
            throw new FileAlreadyExistsException(target.toString());
        }
        if (replaced instanceof SimDirectory full && !full.isEmpty()) {
            throw new DirectoryNotEmptyException(target.toString());
        }
        files.parent(source).rename(name(source), files.parent(target), name(target));
        release(replaced);
        files.machine().done(fate);
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return files.find(path) == files.find(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) {
        return new SimFileStore(files.machine().disk());
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        attributes(path);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return type.cast(attributes(path));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        SimAttributes found = attributes(path);
        return Map.of("size", found.size(), "isDirectory", found.isDirectory(), "isRegularFile", found.isRegularFile());
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return type != BasicFileAttributeView.class ? null : type.cast(new View(path));
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    private SimFile opened(Path path, Set<? extends OpenOption> options) throws IOException {
        Object node = files.find(path);
        if (node != null && options.contains(StandardOpenOption.CREATE_NEW)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (node == null
                && !options.contains(StandardOpenOption.CREATE)
                && !options.contains(StandardOpenOption.CREATE_NEW)) {
            throw new NoSuchFileException(path.toString());
        }
        if (node == null) {
            Fate fate = files.machine().begin(Operation.MAKE, path, 0);
            node = new SimFile(files.machine().disk());
            files.parent(path).put(name(path), node);
            files.machine().done(fate);
        }
        return (SimFile) node;
    }

    private SimAttributes attributes(Path path) throws IOException {
        if (files.machine().isStopped()) {
            throw new MachineStopped();
        }
        Object node = files.find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return new SimAttributes(node);
    }

    private void release(Object node) {
        if (node instanceof SimFile file) {
            files.machine().disk().release(file.pages());
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /** Attributes that are read through a view. */
    private final class View implements BasicFileAttributeView {
        private final Path path;

        View(Path path) {
            this.path = path;
        }

        @Override
        public String name() {
            return "basic";
        }

        @Override
        public BasicFileAttributes readAttributes() throws IOException {
            return attributes(path);
        }

        @Override
        public void setTimes(FileTime modified, FileTime accessed, FileTime created) {
            // no file here has a time
        }
    }
}
