package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.timestamp.TimestampRejected;
import io.countersign.ledger.timestamp.TimestampRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTimestampAuthorityTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.120Z");
    private static final byte[] BODY = "log.example\n0\n".getBytes(StandardCharsets.UTF_8);

    private final Path directory = TestParts.directory("tsa");

    @Test
    void its_token_is_believed_under_its_root() throws Exception {
        try (var authority = authority(NOON)) {
            var request = TimestampRequest.of(Digest.sha256(BODY), new SecureRandom());
            var token = request.accept(post(authority, request.encoded()).body());

            var checked = token.check(Digest.sha256(BODY), List.of(root(authority)));
            assertThat(checked.time()).isEqualTo(NOON);
            assertThat(checked.accuracy()).isEqualTo(Duration.ofSeconds(1));
            assertThat(checked.authority()).startsWith("CN=Countersign Local Timestamp Authority");
        }
    }

    /** The real thing on both sides: what openssl asks is answered, and what is answered openssl verifies. */
    @ParameterizedTest
    @ValueSource(strings = {"-sha256", "-sha384", "-sha512"})
    void openssl_asks_and_verifies(String digest) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not on this machine");
        try (var authority = LocalTimestampAuthority.start(directory, 0, Clock.systemUTC())) {
            Files.write(directory.resolve("body.txt"), BODY);
            openssl("ts", "-query", "-data", "body.txt", digest, "-cert", "-out", "asked.tsq");
            Files.write(directory.resolve("answer.tsr"),
                    post(authority, Files.readAllBytes(directory.resolve("asked.tsq"))).body());

            assertThat(openssl("ts", "-verify", "-queryfile", "asked.tsq", "-in", "answer.tsr", "-CAfile",
                    "tsa-ca.pem")).contains("Verification: OK");
            assertThat(openssl("ts", "-verify", "-data", "body.txt", "-in", "answer.tsr", "-CAfile", "tsa-ca.pem"))
                    .contains("Verification: OK");

            openssl("ts", "-query", "-data", "body.txt", digest, "-no_nonce", "-out", "bare.tsq");
            Files.write(directory.resolve("bare.tsr"),
                    post(authority, Files.readAllBytes(directory.resolve("bare.tsq"))).body());
            assertThat(openssl("ts", "-verify", "-queryfile", "bare.tsq", "-in", "bare.tsr", "-CAfile", "tsa-ca.pem",
                    "-untrusted", "tsa.pem")).as("without -cert there is no certificate in it")
                    .contains("Verification: OK");
            assertThat(certificates(Files.readAllBytes(directory.resolve("bare.tsr")))).isZero();
            assertThat(certificates(Files.readAllBytes(directory.resolve("answer.tsr")))).isEqualTo(2);
        }
    }

    @Test
    void keys_and_serial_numbers_outlive_a_restart_and_no_number_comes_twice() throws Exception {
        Set<BigInteger> serials = new HashSet<>();
        String root;
        try (var authority = authority(NOON)) {
            root = Files.readString(authority.root());
            assertThat(serials.addAll(serials(authority, 8))).isTrue();
        }
        for (var restart = 0; restart < 3; restart++) {
            try (var authority = authority(NOON)) {
                assertThat(Files.readString(authority.root())).isEqualTo(root);
                serials.addAll(serials(authority, 8));
            }
        }
        assertThat(serials).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("tsa.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_request_that_it_cannot_grant_gets_the_reason_of_the_RFC() throws Exception {
        try (var authority = authority(NOON)) {
            assertThat(failure(authority, "nonsense".getBytes(StandardCharsets.UTF_8))).isEqualTo("badDataFormat");
            assertThat(failure(authority, new byte[0])).isEqualTo("badDataFormat");
            assertThat(failure(authority, deep())).isEqualTo("badDataFormat");
            // SHA-1; a SHA-256 of 31 bytes; a policy of somebody else
            assertThat(failure(authority, hex("302402010130 1f 3007 06052b0e03021a 0414" + "00".repeat(20))))
                    .isEqualTo("badAlg");
            assertThat(failure(authority, hex("3034020101302f300b0609608648016503040201" + "0420" + "00".repeat(31))))
                    .isEqualTo("badDataFormat");
            assertThat(failure(authority, hex("3031020101302c300b0609608648016503040201" + "041d" + "00".repeat(29))))
                    .isEqualTo("badDataFormat");
            assertThat(failure(authority,
                    hex("3039020101302f300b0609608648016503040201" + "0420" + "00".repeat(32) + "06032a0304")))
                    .isEqualTo("unacceptedPolicy");
            var answer = post(authority, "nonsense".getBytes(StandardCharsets.UTF_8)).body();
            var request = TimestampRequest.of(Digest.sha256(BODY), new SecureRandom());
            assertThatThrownBy(() -> request.accept(answer)).isInstanceOfSatisfying(TimestampRejected.class,
                    e -> assertThat(e.reason()).isEqualTo(TimestampRejected.Reason.NOT_GRANTED));
        }
    }

    @Test
    void what_is_no_request_at_all_is_refused_by_HTTP() throws Exception {
        try (var authority = authority(NOON); var client = HttpClient.newHttpClient()) {
            var address = HttpRequest.newBuilder(URI.create(authority.address()));
            var text = HttpResponse.BodyHandlers.ofString();
            assertThat(client.send(address.GET().build(), text).statusCode()).isEqualTo(405);
            assertThat(client.send(address.POST(HttpRequest.BodyPublishers.ofString("x")).build(), text).statusCode())
                    .isEqualTo(415);
            assertThat(post(authority, new byte[16_385]).statusCode()).isEqualTo(413);
        }
    }

    private LocalTimestampAuthority authority(Instant now) {
        return LocalTimestampAuthority.start(directory, 0, InstantSource.fixed(now));
    }

    private static Set<BigInteger> serials(LocalTimestampAuthority authority, int count) throws Exception {
        var request = TimestampRequest.of(Digest.sha256(BODY), new SecureRandom()).encoded();
        Callable<BigInteger> asking = () -> new TimeStampResponse(post(authority, request).body()).getTimeStampToken()
                .getTimeStampInfo().getSerialNumber();
        Set<BigInteger> serials = new HashSet<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : callers.invokeAll(java.util.Collections.nCopies(count, asking))) {
                serials.add(answer.get());
            }
        }
        return serials;
    }

    private static int certificates(byte[] answer) throws Exception {
        return new TimeStampResponse(answer).getTimeStampToken().getCertificates().getMatches(null).size();
    }

    private static String failure(LocalTimestampAuthority authority, byte[] request) throws Exception {
        var answer = new TimeStampResponse(post(authority, request).body());
        assertThat(answer.getStatus()).isEqualTo(2);
        assertThat(answer.getTimeStampToken()).isNull();
        return switch (answer.getFailInfo().intValue()) {
            case 1 << 7 -> "badAlg";
            case 1 << 5 -> "badRequest";
            case 1 << 2 -> "badDataFormat";
            case 1 << 8 -> "unacceptedPolicy";
            default -> "failure " + answer.getFailInfo().intValue();
        };
    }

    private static byte[] deep() {
        var bytes = new byte[16_000];
        for (var i = 0; i < bytes.length; i += 2) {
            bytes[i] = 0x30;
            bytes[i + 1] = (byte) 0x80;
        }
        return bytes;
    }

    private static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static X509Certificate root(LocalTimestampAuthority authority) throws Exception {
        try (var in = Files.newInputStream(authority.root())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private String openssl(String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("/usr/bin/openssl"));
        line.addAll(List.of(words));
        var process = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static HttpResponse<byte[]> post(LocalTimestampAuthority authority, byte[] request)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(authority.address()))
                    .header("Content-Type", TimestampRequest.CONTENT_TYPE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
