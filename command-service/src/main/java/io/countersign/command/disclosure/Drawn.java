package io.countersign.command.disclosure;

import io.countersign.ledger.disclosure.Disclosure;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The disclosures drawn while the current request's body was read. */
public final class Drawn {

    private static final String NAME = Drawn.class.getName();

    private Drawn() {}

    static void add(Disclosure disclosure) {
        list().add(disclosure);
    }

    public static List<Disclosure> all() {
        return List.copyOf(list());
    }

    @SuppressWarnings("unchecked")
    private static List<Disclosure> list() {
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        List<Disclosure> drawn = (List<Disclosure>) request.getAttribute(NAME, RequestAttributes.SCOPE_REQUEST);
        if (drawn == null) {
            drawn = new ArrayList<>();
            request.setAttribute(NAME, drawn, RequestAttributes.SCOPE_REQUEST);
        }
        return drawn;
    }
}
