package io.gavel.gateway.session;

import io.gavel.gateway.SettingLine;
import io.gavel.wire.Role;
import io.gavel.wire.json.JsonCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The keys that open a session. Keeps only their SHA-256, and looks them up by it, so the time a wrong key takes says
 * nothing about the right ones. Immutable, any thread.
 *
 * <p>A file has one line a key: {@code key = accounts:roles}, both separated by commas. The accounts may be {@code *}:
 * every account. The roles are read, bid, trade, cancel and admin. A key may hold any visible ASCII character; where it
 * holds {@code =}, the last one that leaves a key without blanks divides.
 */
public final class ApiKeys {
    private static final char DELETE = 0x7F;

    private final Map<String, Principal> byHash;

    private ApiKeys(Map<String, Principal> byHash) {
        this.byHash = Map.copyOf(byHash);
    }

    /** Keys and what each permits, written as in a file: {@code "alice:read,bid"}. */
    public static ApiKeys of(Map<String, String> permissions) {
        Map<String, Principal> byHash = new HashMap<>();
        permissions.forEach((key, permission) -> byHash.put(hash(key), parse(permission)));
        return new ApiKeys(byHash);
    }

    /**
     * Reads a file of keys.
     *
     * @throws IllegalArgumentException that says what was expected, and in which line
     */
    public static ApiKeys read(Path file) throws IOException {
        Map<String, Principal> byHash = new HashMap<>();
        for (SettingLine line : SettingLine.read(file)) {
            int equals = divide(line);
            String hash = hash(line.text().substring(0, equals).strip());
            if (byHash.put(hash, permission(line, equals)) != null) {
                throw line.wrong("expected each key once");
            }
        }
        if (byHash.isEmpty()) {
            throw new IllegalArgumentException("expected at least one line key = accounts:roles, file=" + file);
        }
        return new ApiKeys(byHash);
    }

    /** What the key permits, or null for one that does not exist. */
    public Principal principal(String key) {
        return key == null ? null : byHash.get(hash(key));
    }

    public int size() {
        return byHash.size();
    }

    /** The last {@code =} before which a key may stand: keys may hold the sign themselves, as those in Base64 do. */
    private static int divide(SettingLine line) {
        int equals = line.text().lastIndexOf('=');
        while (equals > 0 && !isKey(line.text().substring(0, equals).strip())) {
            equals = line.text().lastIndexOf('=', equals - 1);
        }
        if (equals <= 0) {
            throw line.wrong("expected key = accounts:roles, the key of visible ASCII characters");
        }
        return equals;
    }

    private static Principal permission(SettingLine line, int equals) {
        try {
            return parse(line.text().substring(equals + 1).strip());
        } catch (IllegalArgumentException e) {
            throw line.wrong(e.getMessage());
        }
    }

    private static boolean isKey(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < DELETE);
    }

    private static Principal parse(String permission) {
        int colon = permission.lastIndexOf(':');
        if (colon < 1 || colon == permission.length() - 1) {
            throw new IllegalArgumentException("expected accounts:roles");
        }
        List<String> accounts = new ArrayList<>();
        boolean any = false;
        for (String account : permission.substring(0, colon).split(",", -1)) {
            String name = account.strip();
            if (name.equals("*")) {
                any = true;
            } else if (isName(name)) {
                accounts.add(name);
            } else {
                throw new IllegalArgumentException("expected * or accounts of 1 to 32 printable ASCII characters");
            }
        }
        return new Principal(accounts, any, roles(permission.substring(colon + 1)));
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= JsonCommands.MAX_TEXT_LENGTH
                && text.chars().allMatch(c -> c >= ' ' && c < DELETE);
    }

    private static Set<Role> roles(String list) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : list.split(",", -1)) {
            try {
                roles.add(Role.valueOf(name.trim().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "expected a role of read, bid, trade, cancel, admin, role=" + name.trim(), e);
            }
        }
        return roles;
    }

    private static String hash(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every JDK", e);
        }
    }
}
