package io.countersign.command.signoff;

import static io.countersign.command.decision.Story.DEVELOPER;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.REVIEWER;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Caller.Kind;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Story;
import io.countersign.events.DeploymentEvents.NoteAdded;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.SignOffEvents.SignedOff;
import io.countersign.ledger.hash.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignDecisionTest {

    private final Story story = Story.opened();
    private final List<byte[]> kept = new ArrayList<>();

    @Test
    void signs_over_a_statement_that_is_kept_under_the_digest_it_names() {
        Accepted accepted = (Accepted) sign(REVIEWER, "reviewer", null);
        SignedOff signed = (SignedOff) accepted.events().getFirst();
        assertThat(signed.role()).as("spelled as the profile does").isEqualTo("Reviewer");
        assertThat(kept).singleElement()
                .satisfies(bytes -> assertThat(Digest.sha256(bytes).hex()).isEqualTo(signed.statement()));
        assertThat(new String(kept.getFirst())).contains("\"before.lint\":\"open\"", "sha256:" + FILE);
    }

    @Test
    void a_statement_that_has_changed_since_it_was_read_is_not_signed() {
        String read = ((SignedOff) ((Accepted) sign(DEVOPS, "DevOps", null)).events().getFirst()).statement();
        story.by(DEVELOPER, new ItemCompleted(SCOPE, "before.lint", null, List.of(), null));
        assertRefused(sign(REVIEWER, "Reviewer", read), Problem.CONFLICT, "statement-changed");
        assertThat(kept).as("nothing is kept of what was refused").hasSize(1);
    }

    @Test
    void the_statement_a_client_has_read_is_signed() {
        Story other = Story.opened();
        List<byte[]> read = new ArrayList<>();
        other.ask(DEVOPS, new SignQuestion(new SignRequest.Sign("DevOps", TEXT, null), read::add));
        assertThat(sign(DEVOPS, "DevOps", Digest.sha256(read.getFirst()).hex())).isInstanceOf(Accepted.class);
    }

    @Test
    void the_opener_may_sign_as_developer_and_as_devops_but_not_approve() {
        Caller opener = new Caller(DEVELOPER.person(), "id-x", Kind.USER,
                Set.of("developer", "reviewer", "devops", "security"));
        assertRefused(sign(opener, "Reviewer", null), Problem.REFUSED, "author-cannot-approve");
        assertRefused(sign(opener, "Security", null), Problem.REFUSED, "author-cannot-approve");
        assertThat(sign(opener, "Developer", null)).isInstanceOf(Accepted.class);
        assertRefused(sign(opener, "DevOps", null), Problem.REFUSED, "one-role-per-person");
    }

    @Test
    void a_named_author_may_not_approve() {
        Caller author = new Caller("person/author", "id-author", Kind.USER, Set.of("reviewer"));
        assertRefused(sign(author, "Reviewer", null), Problem.REFUSED, "author-cannot-approve");
    }

    @Test
    void an_approver_may_not_become_the_author_afterwards_even_when_the_approval_lapsed() {
        Caller both = new Caller("person/both", "id-both", Kind.USER, Set.of("developer", "reviewer"));
        assertThat(sign(both, "Reviewer", null)).isInstanceOf(Accepted.class);
        story.by(DEVELOPER, new io.countersign.events.SignOffEvents.SignOffLapsed(SCOPE, "Reviewer",
                story.state().signOffs().standing("Reviewer").orElseThrow().signed().signOff(), "item-failed", null));
        assertRefused(sign(both, "Developer", null), Problem.REFUSED, "author-cannot-approve");
        assertThat(sign(both, "Reviewer", null)).as("the same role again").isInstanceOf(Accepted.class);
    }

    @Test
    void notes_leave_sign_offs_standing() {
        assertThat(sign(DEVOPS, "DevOps", null)).isInstanceOf(Accepted.class);
        assertThat(Lapses.with(story.state(), new NoteAdded(SCOPE, TEXT))).hasSize(1);
        assertThat(Lapses.with(story.state(), new ItemCompleted(SCOPE, "x", null, List.of(), null))).hasSize(2);
    }

    private Decision sign(Caller who, String role, @Nullable String statement) {
        return story.ask(who, new SignQuestion(new SignRequest.Sign(role, TEXT, statement), kept::add));
    }

    private static void assertRefused(Decision decision, Problem problem, String rule) {
        assertThat(decision).isInstanceOfSatisfying(Refused.class, r -> {
            assertThat(r.refusal().rule()).isEqualTo(rule);
            assertThat(r.refusal().problem()).isEqualTo(problem);
        });
    }
}
