package io.gavel.gateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, in words: an exception's own text is often no more than the path. */
final class IoProblem {
    private IoProblem() {}

    static String inWords(UncheckedIOException e) {
        String said = e.getMessage();
        boolean saysMore = said != null && !said.equals(e.getCause().toString());
        return (saysMore ? said + ": " : "") + inWords(e.getCause());
    }

    static String inWords(IOException e) {
        if (e instanceof FileSystemException atPath && atPath.getFile() != null) {
            return reason(atPath) + ", path=" + atPath.getFile();
        }
        if (e instanceof CharacterCodingException) {
            return "this is no text in UTF-8";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof NotDirectoryException) {
            return "this is no folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file already";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        return e.getReason() == null ? "the file system refused" : e.getReason();
    }
}
