package io.gavel.settlement.duckdb;

import io.gavel.settlement.sink.FencedException;
import io.gavel.settlement.sink.SinkException;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.settlement.sink.SinkUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** What an error of DuckDB means. Its driver sets no SQLState, so the kind in front of the message decides. */
final class DuckDbErrors {
    private static final String LOCKED = "Could not set lock on file";
    private static final List<String> FINAL = List.of(
            "Constraint Error",
            "Conversion Error",
            "Out of Range Error",
            "Invalid Input Error",
            "Catalog Error",
            "Binder Error",
            "Parser Error",
            "Mismatch Type Error",
            "not a valid DuckDB database file",
            "Cannot open file",
            "Permission denied",
            "read-only");

    private DuckDbErrors() {}

    static SinkException of(String doing, Path file, SQLException error) {
        String message = String.valueOf(error.getMessage());
        String text = "could not " + doing + ", file=" + file + ": " + message;
        if (message.contains(LOCKED)) {
            return new FencedException(text, error);
        }
        return FINAL.stream().anyMatch(message::contains)
                ? new SinkRefusedException(text, error)
                : new SinkUnavailableException(text, error);
    }
}
