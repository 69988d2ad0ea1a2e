package io.countersign.command.ingest.format;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * JaCoCo's XML: the totals are the counters right under the root, where packages and groups have their own.
 *
 * <pre>{@code
 * <report name="claims"> … <counter type="LINE" missed="12" covered="188"/></report>
 * }</pre>
 */
final class Jacoco {

    static final String ROOT = "report";
    private static final Set<String> TYPES = Set.of("LINE", "BRANCH", "INSTRUCTION", "METHOD", "CLASS");

    private Jacoco() {}

    static void read(Bounded bytes, Draft draft) throws Unreadable {
        Xml xml = new Xml(bytes);
        Set<String> seen = new HashSet<>();
        while (xml.next()) {
            if (xml.depth() == 1 && !xml.name().equals(ROOT)) {
                throw new Unreadable("The report's root is no report.");
            }
            if (xml.begins() && xml.depth() == 2 && xml.name().equals("counter")) {
                counter(xml, seen, draft);
            }
        }
        if (seen.isEmpty()) {
            throw new Unreadable("The report has no totals.");
        }
        draft.tool("JaCoCo", null);
    }

    private static void counter(Xml xml, Set<String> seen, Draft draft) throws Unreadable {
        String type = xml.attribute("type");
        Long missed = xml.count("missed");
        Long covered = xml.count("covered");
        if (type == null || missed == null || covered == null) {
            throw new Unreadable("The report has a total without its counts.");
        }
        if (!TYPES.contains(type)) {
            return;
        }
        if (!seen.add(type)) {
            throw new Unreadable("The report has two totals of one kind.");
        }
        String kind = type.toLowerCase(Locale.ROOT);
        draft.number((kind.equals("branch") || kind.equals("class") ? kind + "es" : kind + "s"), missed + covered);
        draft.coverage(kind + "_coverage", covered, missed + covered);
    }
}
