package io.gavel.gateway.recorded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Real data with known right answers, in the folder that {@code -Dgavel.data} names; without it a test is skipped. */
public final class RealData {
    private RealData() {}

    /** The rows of a CSV file with a header and without quotes, by column name. */
    static List<Map<String, String>> rows(String file) {
        Path path = folder().resolve(file);
        try {
            List<String> lines = Files.readAllLines(path);
            String[] columns = lines.get(0).split(",", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] values = line.split(",", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.length; i++) {
                    row.put(columns[i], values[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        String folder = System.getProperty("gavel.data", "");
        if (folder.isEmpty()) {
            System.err.println("SKIPPED: tests on real auctions need the data, run with -Dgavel.data=DIR");
        }
        assumeTrue(!folder.isEmpty(), "gavel.data is not set");
        return Path.of(folder);
    }
}
