package io.gavel.gateway.cli;

import io.gavel.gateway.DataFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data DIR}: where a server keeps its journal and its database. */
final class DataOption {
    static final String NAME = "--data";

    @Option(
            names = NAME,
            paramLabel = "DIR",
            defaultValue = "${env:GAVEL_DATA:-gavel-data}",
            description = "Data folder (gavel-data), as serve's; also GAVEL_DATA.")
    private Path data;

    Path journal() {
        return DataFolder.journal(data);
    }

    Path database() {
        return DataFolder.database(data);
    }
}
