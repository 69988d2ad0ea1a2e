package io.countersign.command.ingest.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JUnit XML. Test cases are counted, and compared with what their suites declare: failures that are declared and not listed count, and a suite that
 * declares more tests than it lists leaves the report in doubt.
 *
 * <pre>{@code
 * <testsuites><testsuite name="claims" tests="3" failures="1" errors="0" skipped="1">
 *   <testcase name="a"/><testcase name="b"><failure/></testcase><testcase name="c"><skipped/></testcase>
 * </testsuite></testsuites>
 * }</pre>
 */
final class Junit {

    static final Set<String> ROOTS = Set.of("testsuites", "testsuite");
    private static final Set<String> FAILED = Set.of("failed", "failure", "error");
    private static final Set<String> NOT_RUN = Set.of("notrun", "disabled", "skipped");

    private final Xml xml;
    private final Deque<Suite> suites = new ArrayDeque<>();
    private final Suite all = new Suite(null, null);
    private @Nullable Case current;
    private boolean shortened;

    /** A suite with all that is in it. */
    private static final class Suite {
        private final @Nullable Long declaredTests;
        private final @Nullable Long declaredFailed;
        private long tests;
        private long failed;
        private long skipped;

        Suite(@Nullable Long declaredTests, @Nullable Long declaredFailed) {
            this.declaredTests = declaredTests;
            this.declaredFailed = declaredFailed;
        }

        void add(Suite inner) {
            tests += inner.tests;
            failed += inner.failed;
            skipped += inner.skipped;
        }
    }

    private static final class Case {
        private final int depth;
        private boolean failed;
        private boolean skipped;

        Case(int depth, String status) {
            this.depth = depth;
            this.failed = FAILED.contains(status);
            this.skipped = NOT_RUN.contains(status);
        }
    }

    private Junit(Xml xml) {
        this.xml = xml;
    }

    static void read(Bounded bytes, Draft draft) throws Unreadable {
        new Junit(new Xml(bytes)).read(draft);
    }

    private void read(Draft draft) throws Unreadable {
        while (xml.next()) {
            if (xml.depth() == 1 && !ROOTS.contains(xml.name())) {
                throw new Unreadable("The report's root is no testsuites and no testsuite.");
            }
            if (xml.begins()) {
                begin();
            } else {
                end();
            }
        }
        if (all.tests == 0 && all.failed == 0) {
            throw new Unreadable("The report lists no test.");
        }
        numbers(draft);
    }

    private void begin() throws Unreadable {
        switch (xml.name()) {
            case "testsuites", "testsuite" -> suites.push(new Suite(xml.count("tests"), failed()));
            case "testcase" -> {
                if (current != null) {
                    throw new Unreadable("The report has a test case within a test case.");
                }
                String status = xml.attribute("status");
                current = new Case(xml.depth(), status == null ? "" : status);
            }
            case "failure", "error" -> fail();
            case "skipped" -> {
                if (current != null && xml.depth() == current.depth + 1) {
                    current.skipped = true;
                }
            }
            default -> {
            }
        }
    }

    private @Nullable Long failed() throws Unreadable {
        Long failures = xml.count("failures");
        Long errors = xml.count("errors");
        return failures == null && errors == null
                ? null
                : Long.valueOf((failures == null ? 0 : failures) + (errors == null ? 0 : errors));
    }

    /** Of a test case, or of a suite as a whole, whose setting up failed. */
    private void fail() {
        if (current != null) {
            current.failed |= xml.depth() == current.depth + 1;
        } else if (!suites.isEmpty()) {
            suites.element().failed++;
        }
    }

    private void end() {
        if (xml.name().equals("testcase")) {
            Case done = current;
            current = null;
            Suite suite = suites.isEmpty() ? all : suites.element();
            if (done != null) {
                suite.tests++;
                suite.failed += done.failed ? 1 : 0;
                suite.skipped += done.skipped && !done.failed ? 1 : 0;
            }
        } else if (ROOTS.contains(xml.name())) {
            Suite suite = suites.pop();
            shortened |= suite.declaredTests != null && suite.declaredTests > suite.tests;
            suite.failed = suite.declaredFailed == null
                    ? suite.failed
                    : Math.max(suite.failed, suite.declaredFailed);
            (suites.isEmpty() ? all : suites.element()).add(suite);
        }
    }

    private void numbers(Draft draft) {
        draft.number("tests", all.tests);
        draft.number("tests_failed", all.failed);
        draft.number("tests_skipped", all.skipped);
        draft.number("tests_passed", Math.max(0, all.tests - all.failed - all.skipped));
        if (shortened) {
            draft.doubt("The report declares more tests than it lists.", "tests", "tests_failed", "tests_skipped",
                    "tests_passed");
        }
        if (all.tests == all.skipped) {
            draft.doubt("Every test was skipped.", "tests_failed");
        }
    }
}
