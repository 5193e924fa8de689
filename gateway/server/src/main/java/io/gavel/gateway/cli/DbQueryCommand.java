package io.gavel.gateway.cli;

import io.gavel.settlement.duckdb.DuckDbFile;
import io.gavel.settlement.sink.SinkException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gavel db query SQL}: asks the database, read-only, and prints columns divided by tabs, names first. */
@Command(
        name = "query",
        description = "Ask the database in SQL, read-only; prints tab-separated columns.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:a wrong option, or the database does not understand the question",
            "3:there is no database, or it is in use"
        })
final class DbQueryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Parameters(index = "0", paramLabel = "SQL", description = "As: \"FROM v_winners\"")
    private String sql;

    @Override
    public Integer call() {
        try (Connection connection = DuckDbFile.openReadOnly(data.database());
                Statement statement = connection.createStatement()) {
            return query(statement);
        } catch (SinkException e) {
            throw Failure.environment(e.getMessage(), e);
        } catch (SQLException e) {
            throw Failure.environment("could not let go of the database: " + e.getMessage(), e);
        }
    }

    private int query(Statement statement) {
        PrintWriter out = spec.commandLine().getOut();
        try (ResultSet rows = statement.executeQuery(sql)) {
            int width = rows.getMetaData().getColumnCount();
            StringJoiner names = new StringJoiner("\t");
            for (int column = 1; column <= width; column++) {
                names.add(rows.getMetaData().getColumnLabel(column));
            }
            out.println(names);
            while (rows.next()) {
                StringJoiner line = new StringJoiner("\t");
                for (int column = 1; column <= width; column++) {
                    line.add(String.valueOf(rows.getString(column)));
                }
                out.println(line);
            }
            out.flush();
            return ExitCode.OK;
        } catch (SQLException e) {
            throw Failure.usage(e.getMessage());
        }
    }
}
