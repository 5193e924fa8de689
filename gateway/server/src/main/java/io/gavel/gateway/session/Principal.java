package io.gavel.gateway.session;

import io.gavel.wire.Role;
import java.util.List;
import java.util.Set;

/**
 * What a key permits: accounts to act for and roles.
 *
 * @param accounts names, each once, in the order given; empty with {@code anyAccount}
 * @param anyAccount whether it may name every account; its sessions then hear the answers to their own commands only
 * @param roles what it may do; {@link Role#ADMIN} includes all others
 */
public record Principal(List<String> accounts, boolean anyAccount, Set<Role> roles) {
    public Principal {
        accounts = accounts.stream().distinct().toList();
        roles = Set.copyOf(roles);
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    public boolean may(Role role) {
        return role != null && (roles.contains(role) || isAdmin());
    }

    /** Whether it may act for the account. */
    public boolean owns(String account) {
        return anyAccount || accounts.contains(account);
    }

    /** The account meant where a message names none, or null when there is not exactly one. */
    public String defaultAccount() {
        return !anyAccount && accounts.size() == 1 ? accounts.get(0) : null;
    }
}
