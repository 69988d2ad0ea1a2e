package io.countersign.command.disclosure;

import io.countersign.command.decision.Refusing;
import io.countersign.command.decision.Right;
import io.countersign.command.disclosure.DisclosureTable.Row;
import io.countersign.command.identity.Bearer;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/disclosures}: for the query service, which joins them when it answers. */
@RestController
class DisclosureController {

    private static final int MOST = 1000;
    private static final String READER = "log-reader";

    private final DisclosureTable table;

    DisclosureController(DisclosureTable table) {
        this.table = table;
    }

    /** @param next the {@code after} of the next page; null when this was the last for now */
    record Page(List<Row> items, @Nullable Long next) {}

    @GetMapping("/api/v1/disclosures")
    Page after(@Parameter(hidden = true) Bearer bearer, @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "1000") int limit) {
        if (!bearer.roles().contains(READER)) {
            throw new Refusing(Right.lacking("Reading disclosures needs the role " + READER + "."));
        }
        int most = Math.clamp(limit, 1, MOST);
        List<Row> rows = table.after(after, most);
        return new Page(rows, rows.size() < most ? null : rows.getLast().sequence());
    }
}
