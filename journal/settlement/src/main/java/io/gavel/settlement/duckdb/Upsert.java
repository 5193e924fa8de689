package io.gavel.settlement.duckdb;

import io.gavel.settlement.sink.Column;
import io.gavel.settlement.sink.Table;
import java.util.stream.Collectors;

/** The SQL that merges a table's staged rows into it: insert what is new, overwrite what is older. */
record Upsert(String stage, String create, String merge, String clear) {
    static final String STAGE_CATALOG = "temp";

    static Upsert of(Table table) {
        String target = table.sqlName();
        String stage = "stage_" + target;
        String qualified = STAGE_CATALOG + "." + stage;
        String key = table.key().stream().map(Column::name).collect(Collectors.joining(", "));
        String assignments = table.columns().stream()
                .filter(column -> !table.key().contains(column))
                .map(column -> column.name() + " = excluded." + column.name())
                .collect(Collectors.joining(", "));
        return new Upsert(
                stage,
                "CREATE TEMP TABLE " + stage + " AS SELECT * FROM main." + target + " LIMIT 0",
                "INSERT INTO " + target + " SELECT * FROM " + qualified + " ON CONFLICT (" + key + ") DO UPDATE SET "
                        + assignments + " WHERE excluded." + Table.LAST_SEQ + " > " + target + "." + Table.LAST_SEQ,
                "DELETE FROM " + qualified);
    }
}
