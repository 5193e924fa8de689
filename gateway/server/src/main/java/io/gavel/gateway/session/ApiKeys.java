package io.gavel.gateway.session;

import io.gavel.wire.Role;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import java.util.Properties;
import java.util.Set;

/**
 * The keys that open a session. Keeps only their SHA-256, and looks them up by it, so the time a wrong key takes says
 * nothing about the right ones. Immutable, any thread.
 *
 * <p>A properties file has one line a key: {@code key = accounts:roles}, both separated by commas. The accounts may be
 * {@code *}: every account. The roles are read, bid, trade, cancel and admin.
 */
public final class ApiKeys {
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

    /** Reads a properties file; throws {@link IllegalArgumentException} that says what was expected. */
    public static ApiKeys read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, String> permissions = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            permissions.put(key, properties.getProperty(key));
        }
        if (permissions.isEmpty()) {
            throw new IllegalArgumentException("expected at least one line key = accounts:roles, file=" + file);
        }
        return of(permissions);
    }

    /** What the key permits, or null for one that does not exist. */
    public Principal principal(String key) {
        return key == null ? null : byHash.get(hash(key));
    }

    public int size() {
        return byHash.size();
    }

    private static Principal parse(String permission) {
        int colon = permission.lastIndexOf(':');
        if (colon < 1 || colon == permission.length() - 1) {
            throw new IllegalArgumentException("expected accounts:roles, value=" + permission);
        }
        List<String> accounts = new ArrayList<>();
        boolean any = false;
        for (String account : permission.substring(0, colon).split(",")) {
            String name = account.trim();
            if (name.equals("*")) {
                any = true;
            } else if (!name.isEmpty()) {
                accounts.add(name);
            }
        }
        return new Principal(accounts, any, roles(permission.substring(colon + 1)));
    }

    private static Set<Role> roles(String list) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : list.split(",")) {
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
