package io.countersign.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.hash.TreeHasher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Positions 0 to 9 belong to system/claims, one a second; 10 comes after the pack is put together, 11 records the export. */
class CompletenessTest {

    private static final String STREAM = "system/claims";

    private final TestLog log = new TestLog();

    @Test
    void a_period_has_the_entry_before_it_and_the_entry_after_it() throws FaultFound {
        seal(period(3, 6));

        assertThat(check(2, 3, 4, 5, 6, 10, 11))
                .containsExactly("system/claims: every entry of the period is here, index 2 to 6");
        assertThat(check(0, 1, 2, 3, 4, 5, 6, 7, 10, 11))
                .containsExactly("system/claims: every entry of the period is here, index 2 to 6");
        refuses("0, or one before 2026-11-22T20:15:03Z", "3", 3, 4, 5, 6, 10, 11);
        refuses("6", "10", 2, 3, 4, 5, 10, 11);
        refuses("4", "5", 2, 3, 5, 6, 10, 11);
    }

    @Test
    void what_was_sealed_after_a_period_that_was_over_belongs_to_no_period() throws FaultFound {
        seal(period(3, 6));

        assertThat(check(2, 3, 4, 5, 6, 11))
                .containsExactly("system/claims: every entry of the period is here, index 2 to 6");
    }

    @Test
    void a_period_that_is_not_over_runs_up_to_the_export() throws FaultFound {
        seal(period(8, 1_000));

        assertThat(check(7, 8, 9, 10, 11))
                .containsExactly("system/claims: every entry is here, index 7 to the export's own, 11");
        refuses("9", "10", 7, 8, 10, 11);
        refuses("10", "11", 7, 8, 9, 11);
    }

    @Test
    void a_period_without_beginning_begins_with_the_first_entry() throws FaultFound {
        seal("\"system\":\"claims\",\"to\":\"" + TestLog.START.plusSeconds(2) + "\"");

        assertThat(check(0, 1, 2, 10, 11)).hasSize(1);
        refuses("0", "1", 1, 2, 10, 11);
    }

    @Test
    void the_whole_log_is_counted_by_position() throws FaultFound {
        seal("\"from\":\"" + TestLog.START.plusSeconds(3) + "\"");

        assertThat(check(2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
                .containsExactly("the whole log: every entry is here, index 2 to the export's own, 11");
        refuses("4", "5", 2, 3, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void an_export_that_is_not_in_the_stream_it_was_asked_by_is_refused() {
        seal("\"environment\":\"production\"");

        assertThatThrownBy(() -> check(LongStream.rangeClosed(0, 11).toArray())).isInstanceOf(FaultFound.class)
                .hasMessageContaining("environment/production");
    }

    @Test
    void entries_further_away_that_are_there_for_another_stream_do_not_count() throws FaultFound {
        seal(period(5, 7));

        assertThat(check(0, 2, 4, 5, 6, 7, 9, 10, 11))
                .containsExactly("system/claims: every entry of the period is here, index 4 to 7");
        refuses("0, or one before 2026-11-22T20:15:05Z", "5", 5, 6, 7, 9, 10, 11);
        refuses("3", "6", 0, 2, 6, 7, 9, 10, 11);
        refuses("7", "9", 0, 4, 5, 6, 9, 10, 11);
    }

    private static String period(int from, int to) {
        return "\"system\":\"claims\",\"from\":\"" + TestLog.START.plusSeconds(from) + "\",\"to\":\""
                + TestLog.START.plusSeconds(to) + "\"";
    }

    private void seal(String asked) {
        for (int i = 0; i < 11; i++) {
            log.append("countersign.test.v1", "{}", STREAM);
        }
        log.append(Export.TYPE, "{\"manifest\":\"" + "00".repeat(32) + "\"," + asked + ",\"through\":9}", STREAM);
    }

    private List<String> check(long... positions) throws FaultFound {
        List<PackEntry> entries = new ArrayList<>();
        for (long position : positions) {
            String file = position == 11
                    ? PackName.EXPORT
                    : position > 9 ? PackName.later(position) : PackName.entry(position);
            byte[] bytes = log.entry(position);
            entries.add(new PackEntry(file, decode(bytes), TreeHasher.leaf(bytes)));
        }
        Findings findings = new Findings();
        new Completeness(Export.read(entries.getLast()), entries).check(findings);
        return findings.verdict().checks();
    }

    private void refuses(String expected, String found, long... positions) {
        assertThatThrownBy(() -> check(positions)).isInstanceOfSatisfying(FaultFound.class, e -> {
            assertThat(e.fault().expected()).isEqualTo(expected);
            assertThat(e.fault().found()).isEqualTo(found);
            assertThat(e.fault().what()).contains("an entry is missing");
        });
    }

    private static Entry decode(byte[] bytes) {
        try {
            return EntryCodec.decode(bytes);
        } catch (MalformedEntry e) {
            throw new AssertionError(e);
        }
    }
}
