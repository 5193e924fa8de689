package io.gavel.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    @TempDir
    private Path folder;

    @Test
    void fileNamesAccountsAndRolesOfEachKey() throws IOException {
        Path file = Files.writeString(
                folder.resolve("keys"), "# people\na-key = alice : read, bid\nd-key=alice,bob:trade\nroot = *:admin\n");
        ApiKeys keys = ApiKeys.read(file);
        assertEquals(3, keys.size());
        Principal alice = keys.principal("a-key");
        assertEquals(List.of("alice"), alice.accounts());
        assertEquals("alice", alice.defaultAccount());
        assertTrue(alice.may(Role.BID));
        assertFalse(alice.may(Role.TRADE));
        assertFalse(alice.owns("bob"));
        Principal desk = keys.principal("d-key");
        assertNull(desk.defaultAccount());
        assertTrue(desk.owns("bob"));
    }

    @Test
    void administratorMayDoEverythingForEveryAccountNamedByAStar() {
        Principal root = ApiKeys.of(Map.of("root", "*:admin")).principal("root");
        for (Role role : Role.values()) {
            assertTrue(root.may(role), role.name());
        }
        assertTrue(root.owns("anybody"));
        assertNull(root.defaultAccount());
    }

    @Test
    void commandThatNoClientMaySendIsForNobody() {
        assertFalse(ApiKeys.of(Map.of("root", "*:admin")).principal("root").may(null));
    }

    @Test
    void unknownKeyIsNobody() {
        ApiKeys keys = ApiKeys.of(Map.of("a", "alice:read"));
        assertNull(keys.principal("b"));
        assertNull(keys.principal(""));
        assertNull(keys.principal(null));
    }

    @Test
    void accountThatIsNamedTwiceIsOneAccount() {
        Principal principal = ApiKeys.of(Map.of("k", "alice, alice:read")).principal("k");
        assertEquals(List.of("alice"), principal.accounts());
        assertEquals("alice", principal.defaultAccount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "alice:", ":read", "alice:fly", ""})
    void malformedPermissionIsNamed(String permission) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ApiKeys.of(Map.of("k", permission)));
        assertTrue(refused.getMessage().startsWith("expected "), refused.getMessage());
    }

    @Test
    void keyIsTakenAsItStands() throws IOException {
        Path file = Files.writeString(
                folder.resolve("keys"),
                "YWJj== = alice:read\nk:1 = alice:read\nback\\slash=alice:read\n!bang = alice:read\ntail\\ = alice:read\n");
        ApiKeys keys = ApiKeys.read(file);
        assertEquals(5, keys.size());
        for (String key : List.of("YWJj==", "k:1", "back\\slash", "!bang", "tail\\")) {
            assertNotNull(keys.principal(key), key);
        }
        assertNull(keys.principal("YWJj"));
        assertNull(keys.principal("k"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "just-a-key",
                "= alice:read",
                "two words = alice:read",
                "k = alice",
                "k = alice:fly",
                "k = alice,,bob:read",
                "k = alice:read,",
                "k = a-name-of-more-than-thirty-two-characters:read",
                "k = \u00e4:read",
                "fine = bob:read"
            })
    void lineThatDoesNotFitIsNamedByItsNumberAndNotShown(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "# people\nfine = alice:read\n" + line + "\n");
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> ApiKeys.read(file));
        assertTrue(refused.getMessage().startsWith("expected "), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("file=" + file + ", line=3"), refused.getMessage());
        assertFalse(refused.getMessage().contains("just-a-key"), refused.getMessage());
    }

    @Test
    void fileWithoutKeysIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "# nobody\n");
        assertThrows(IllegalArgumentException.class, () -> ApiKeys.read(file));
    }
}
