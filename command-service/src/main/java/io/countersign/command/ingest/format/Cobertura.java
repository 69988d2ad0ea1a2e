package io.countersign.command.ingest.format;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Cobertura's XML. Coverage is computed from the counts, declared or else counted line by line; a bare rate is taken where there is neither.
 *
 * <pre>{@code
 * <coverage line-rate="0.86" lines-valid="200" lines-covered="172" branch-rate="0.5" branches-valid="40" branches-covered="20" version="7.6.1"> …
 * }</pre>
 */
final class Cobertura {

    static final String ROOT = "coverage";

    private final Xml xml;
    private final Draft draft;
    private @Nullable Long valid;
    private @Nullable String rate;
    private long lines;
    private long hit;
    private int methods;

    private Cobertura(Xml xml, Draft draft) {
        this.xml = xml;
        this.draft = draft;
    }

    static void read(Bounded bytes, Draft draft) throws Unreadable {
        new Cobertura(new Xml(bytes), draft).read();
    }

    private void read() throws Unreadable {
        while (xml.next()) {
            if (xml.depth() == 1) {
                root();
            } else if (xml.name().equals("method")) {
                methods += xml.begins() ? 1 : -1;
            } else if (xml.begins() && methods == 0 && xml.name().equals("line")) {
                Long hits = xml.count("hits");
                lines++;
                hit += hits != null && hits > 0 ? 1 : 0;
            }
        }
        if (valid == null && lines > 0) {
            draft.number("lines", lines);
            draft.coverage("line_coverage", hit, lines);
        } else if (valid == null && rate != null) {
            draft.number("line_coverage", percent(rate, "line-rate"));
        }
    }

    private void root() throws Unreadable {
        if (!xml.name().equals(ROOT)) {
            throw new Unreadable("The report's root is no coverage.");
        }
        if (!xml.begins()) {
            return;
        }
        draft.tool(null, xml.attribute("version"));
        rate = xml.attribute("line-rate");
        valid = counted("lines-valid", "lines-covered", "lines", "line_coverage");
        Long branches = counted("branches-valid", "branches-covered", "branches", "branch_coverage");
        String branchRate = xml.attribute("branch-rate");
        if (branches == null && branchRate != null) {
            draft.number("branch_coverage", percent(branchRate, "branch-rate"));
        }
    }

    private @Nullable Long counted(String validName, String coveredName, String number, String coverage)
            throws Unreadable {
        Long all = xml.count(validName);
        Long covered = xml.count(coveredName);
        if (all == null || covered == null) {
            return null;
        }
        if (covered > all) {
            throw new Unreadable("The report covers more " + number + " than there are.");
        }
        draft.number(number, all);
        draft.coverage(coverage, covered, all);
        return all;
    }

    private static BigDecimal percent(String rate, String what) throws Unreadable {
        BigDecimal given = Decimal.number(rate, what);
        if (given.signum() < 0 || given.compareTo(BigDecimal.ONE) > 0) {
            throw new Unreadable("The report's \"" + what + "\" is no rate from 0 to 1.");
        }
        return given.movePointRight(2);
    }
}
