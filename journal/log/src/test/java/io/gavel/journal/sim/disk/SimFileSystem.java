package io.gavel.journal.sim.disk;

import io.gavel.journal.storage.Background;
import io.gavel.journal.storage.ExcerptFile;
import io.gavel.journal.storage.SharedWords;
import io.gavel.journal.storage.Storage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The disk as one machine sees it. Brings the machine's storage to whoever has a path of it. */
final class SimFileSystem extends FileSystem implements Storage {
    private final SimMachine machine;
    private final Storage storage;
    private final SimProvider provider = new SimProvider(this);
    private final Set<SimFile> locked = new HashSet<>();

    SimFileSystem(SimMachine machine, Storage storage) {
        this.machine = machine;
        this.storage = storage;
    }

    SimMachine machine() {
        return machine;
    }

    /** A file or directory, or null. */
    Object find(Path path) {
        Object node = machine.disk().root();
        for (String name : ((SimPath) path.normalize()).names()) {
            node = node instanceof SimDirectory directory ? directory.get(name) : null;
        }
        return node;
    }

    SimFile file(Path path) throws IOException {
        if (find(path) instanceof SimFile file) {
            return file;
        }
        throw new NoSuchFileException(path.toString());
    }

    SimDirectory directory(Path path) throws IOException {
        Object node = find(path);
        if (node instanceof SimDirectory directory) {
            return directory;
        }
        throw node == null ? new NoSuchFileException(path.toString()) : new NotDirectoryException(path.toString());
    }

    /** Where the name of this path stands. */
    SimDirectory parent(Path path) throws IOException {
        return directory(path.toAbsolutePath().normalize().getParent());
    }

    Set<SimFile> locked() {
        return locked;
    }

    @Override
    public SimProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of(new SimFileStore(machine.disk()));
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Path getPath(String first, String... more) {
        return SimPath.parse(this, more.length == 0 ? first : first + "/" + String.join("/", more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(Path.of(path.toString()));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ExcerptFile createExcerpts(Path directory, int blockBytes) throws IOException {
        return storage.createExcerpts(directory, blockBytes);
    }

    @Override
    public SharedWords share(Path file, int lengthBytes, boolean isWritable) throws IOException {
        return storage.share(file, lengthBytes, isWritable);
    }

    @Override
    public void sync(FileChannel channel) throws IOException {
        storage.sync(channel);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        storage.syncDirectory(directory);
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return storage.usableBytes(path);
    }

    @Override
    public String fileSystemType(Path path) throws IOException {
        return storage.fileSystemType(path);
    }

    @Override
    public long wallClockNs() {
        return storage.wallClockNs();
    }

    @Override
    public UUID newId() {
        return storage.newId();
    }

    @Override
    public Background background(String name, Background.Work work) {
        return storage.background(name, work);
    }
}
