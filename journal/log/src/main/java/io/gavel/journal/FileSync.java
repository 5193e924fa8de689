package io.gavel.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** The one call that makes a file's content survive power loss; a seam so that tests can count it and let it fail. */
@FunctionalInterface
interface FileSync {
    /** Blocks until the device has the content; one call covers all pages written through any mapping of the file. */
    FileSync FORCE = channel -> channel.force(false);

    void sync(FileChannel channel) throws IOException;
}
