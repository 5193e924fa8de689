package io.gavel.gateway.publish;

import io.gavel.gateway.session.Principal;
import io.gavel.gateway.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which sessions hear of which accounts. Keyed by name, as a key may name an account that comes later. */
final class Listeners {
    private final Map<String, List<Session>> byAccount = new HashMap<>();
    private final List<Session> admins = new ArrayList<>();

    void add(Session session) {
        Principal principal = session.principal();
        for (String account : principal.accounts()) {
            byAccount.computeIfAbsent(account, name -> new ArrayList<>()).add(session);
        }
        if (principal.isAdmin()) {
            admins.add(session);
        }
    }

    void remove(Session session) {
        Principal principal = session.principal();
        if (principal == null) {
            return;
        }
        for (String account : principal.accounts()) {
            List<Session> sessions = byAccount.get(account);
            if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
                byAccount.remove(account);
            }
        }
        admins.remove(session);
    }

    /** Sessions of the account, in the order of their logins. */
    List<Session> of(String account) {
        return byAccount.getOrDefault(account, List.of());
    }

    List<Session> admins() {
        return admins;
    }
}
