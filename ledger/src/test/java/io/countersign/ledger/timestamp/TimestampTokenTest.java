package io.countersign.ledger.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.timestamp.TimestampRejected.Reason;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

class TimestampTokenTest {

    private static final Digest BODY = Digest.sha256("log.example\n0\n".getBytes(UTF_8));
    private static final Digest OTHER = Digest.sha256(new byte[0]);
    private static final Instant NOON = TestAuthority.SINCE.plus(Duration.ofHours(12));

    private final TimestampRequest request = new TimestampRequest(BODY, BigInteger.valueOf(4_711));
    private final TestAuthority authority;

    TimestampTokenTest() throws Exception {
        authority = TestAuthority.named("Test Authority");
    }

    @Test
    void a_token_says_when_within_what_and_by_whom() throws Exception {
        TimestampToken token = request.accept(authority.answer(request.encoded(), NOON));

        Timestamp checked = TimestampToken.parse(token.bytes()).check(BODY, List.of(authority.root()));

        assertThat(checked).isEqualTo(new Timestamp(NOON, Duration.ofSeconds(2), "CN=Test Authority"));
        assertThat(checked.latest()).isEqualTo(NOON.plusSeconds(2));
        assertThat(token.policy()).isEqualTo("1.2.3.4");
        assertThat(token.check(BODY, List.of(authority.certificate()))).isEqualTo(checked);
    }

    @Test
    void only_the_asked_authority_is_believed() throws Exception {
        TimestampToken token = request.accept(authority.answer(request.encoded(), NOON));
        TestAuthority namesake = TestAuthority.named("Test Authority");

        assertRejected(Reason.UNKNOWN_AUTHORITY, () -> token.check(BODY, List.of()));
        assertRejected(Reason.UNKNOWN_AUTHORITY, () -> token.check(BODY, List.of(namesake.root())));
    }

    @Test
    void a_token_about_something_else_or_for_another_request_is_no_answer() throws Exception {
        byte[] answer = authority.answer(request.encoded(), NOON);

        assertRejected(Reason.OTHER_IMPRINT, () -> TimestampToken.parse(answer).check(OTHER, List.of()));
        assertRejected(Reason.OTHER_IMPRINT,
                () -> new TimestampRequest(OTHER, BigInteger.valueOf(4_711)).accept(answer));
        assertRejected(Reason.OTHER_NONCE, () -> new TimestampRequest(BODY, BigInteger.ONE).accept(answer));
    }

    @Test
    void a_certificate_must_be_for_time_stamping_only_and_critically_so() throws Exception {
        KeyPurposeId stamping = KeyPurposeId.id_kp_timeStamping;
        for (TestAuthority wrong : List.of(TestAuthority.withPurpose(false, stamping),
                TestAuthority.withPurpose(true, stamping, KeyPurposeId.id_kp_codeSigning),
                TestAuthority.withPurpose(true, KeyPurposeId.id_kp_codeSigning))) {
            byte[] answer = wrong.carelessAnswer(authority.answer(request.encoded(), NOON));
            assertRejected(Reason.BAD_SIGNATURE, () -> TimestampToken.parse(answer).check(BODY, List.of(wrong.root())));
        }
        byte[] good = authority.carelessAnswer(authority.answer(request.encoded(), NOON));
        TimestampToken.parse(good).check(BODY, List.of(authority.root()));
    }

    @Test
    void a_certificate_must_have_been_valid_when_the_token_was_made() throws Exception {
        byte[] late = authority.answer(request.encoded(), NOON.plus(Duration.ofDays(365)));
        byte[] early = authority.answer(request.encoded(), TestAuthority.SINCE.minusSeconds(1));

        assertRejected(Reason.BAD_SIGNATURE, () -> request.accept(late));
        assertRejected(Reason.BAD_SIGNATURE, () -> request.accept(early));
    }

    @Test
    void the_old_form_of_naming_the_certificate_is_refused() throws Exception {
        byte[] old = TestAuthority.namingItsCertificateBySha1().answer(request.encoded(), NOON);

        assertRejected(Reason.MALFORMED, () -> TimestampToken.parse(old));
    }

    @Test
    void a_changed_byte_never_yields_another_time() throws Exception {
        byte[] answer = authority.answer(request.encoded(), NOON);
        List<X509Certificate> trusted = List.of(authority.root());
        int rejected = 0;
        int tried = 0;
        for (int i = 0; i < answer.length; i += 7) {
            tried++;
            byte[] changed = answer.clone();
            changed[i] ^= (byte) (1 << i % 8);
            try {
                // what no signature covers (the status, certificates that play no part) may change
                assertThat(TimestampToken.parse(changed).check(BODY, trusted).time()).isEqualTo(NOON);
            } catch (TimestampRejected e) {
                rejected++;
            }
        }
        assertThat(rejected).isGreaterThan(tried / 2);
    }

    @Test
    void refuses_what_is_cut_short_too_long_too_deep_or_empty() throws Exception {
        byte[] answer = authority.answer(request.encoded(), NOON);
        byte[] deep = new byte[60_000];
        Arrays.fill(deep, (byte) 0x30);
        for (int i = 1; i < deep.length; i += 2) {
            deep[i] = (byte) 0x80;
        }
        for (byte[] wrong : List.of(new byte[0], Arrays.copyOf(answer, answer.length - 1),
                Arrays.copyOf(answer, answer.length + 1), Arrays.copyOf(answer, TimestampToken.MAX_BYTES + 1), deep,
                new byte[]{0x30, 0}, new byte[]{0x30, (byte) 0x84, 0x7f, 0, 0, 0}, "no timestamp".getBytes(UTF_8))) {
            assertRejected(Reason.MALFORMED, () -> TimestampToken.parse(wrong));
        }
    }

    @Test
    void tells_a_refusal_from_a_token() {
        byte[] refused = {0x30, 5, 0x30, 3, 2, 1, 2};

        assertRejected(Reason.NOT_GRANTED, () -> TimestampToken.parse(refused));
    }

    private static void assertRejected(Reason reason, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(TimestampRejected.class,
                e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }
}
