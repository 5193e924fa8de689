package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void flagWinsOverEnvironmentOverFileOverDefault() throws IOException {
        Settings settings =
                settings("port = 1\nhost = file\nring-size = 4\n", Map.of("GAVEL_PORT", "2", "GAVEL_HOST", "e"));
        assertEquals(3, settings.number("port", 3, 0));
        assertEquals("e", settings.value("host", null, "d"));
        assertEquals(4, settings.number("ring-size", null, 8));
        assertEquals("process", settings.value("durability", null, "process"));
        assertEquals("flag", settings.entries().get(0).origin());
        assertEquals("environment GAVEL_HOST", settings.entries().get(1).origin());
        assertTrue(settings.entries().get(2).origin().startsWith("file "));
        assertEquals("default", settings.entries().get(3).origin());
    }

    @Test
    void wordsOfASettingAreNamedWhereOneIsWrong() throws IOException {
        Settings settings = settings("", Map.of("GAVEL_DURABILITY", "DISK", "GAVEL_PORT", "http"));
        assertEquals(Durability.DISK, settings.choice("durability", null, Durability.PROCESS));
        Failure choice = assertThrows(Failure.class, () -> settings.choice("durability", "paper", Durability.PROCESS));
        assertEquals("expected one of memory, process, disk, durability=paper", choice.getMessage());
        assertEquals(ExitCode.USAGE, choice.exitCode());
        assertThrows(Failure.class, () -> settings.number("port", null, 1));
        assertThrows(Failure.class, () -> settings.bool("no-settle", "maybe", false));
    }

    @Test
    void nameInTheFileThatNobodyAsksForIsRefused() throws IOException {
        Settings settings = settings("prot = 1\n", Map.of());
        settings.number("port", null, 7);
        Failure refused = assertThrows(Failure.class, settings::refuseUnknown);
        assertTrue(refused.getMessage().contains("name=prot"), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("line=1"), refused.getMessage());
    }

    @Test
    void fileIsTakenAsItStands() throws IOException {
        Settings settings = settings("# mine\ndata = a\\new\\tail=b\n\nhost=::1\n", Map.of());
        assertEquals("a\\new\\tail=b", settings.value("data", null, ""));
        assertEquals("::1", settings.value("host", null, ""));
        settings.refuseUnknown();
    }

    @Test
    void lineThatIsWrongIsNamedByItsNumber() throws IOException {
        for (String file : List.of("port = 1\nport = 2\n", "port = 1\nhost\n", "port = 1\n= 2\n")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> settings(file, Map.of()));
            assertTrue(refused.getMessage().endsWith("gavel.properties, line=2"), refused.getMessage());
        }
        Settings settings = settings("host = x\nport = http\n", Map.of());
        Failure number = assertThrows(Failure.class, () -> settings.number("port", null, 1));
        assertTrue(
                number.getMessage().startsWith("expected a whole number, port=http, from file "), number::getMessage);
        assertTrue(number.getMessage().endsWith("gavel.properties, line 2"), number::getMessage);
    }

    private Settings settings(String file, Map<String, String> environment) throws IOException {
        Path path = folder.resolve("gavel.properties");
        Files.writeString(path, file);
        return Settings.of(environment, path);
    }
}
