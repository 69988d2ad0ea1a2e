package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LocalIssuerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void a_token_for_the_secret_is_signed_by_the_published_key_and_says_who_and_how_long() throws Exception {
        try (var issuer = issuer()) {
            var answer = post(issuer,
                    "grant_type=client_credentials&client_id=security&client_secret=" + issuer.secret());
            assertThat(answer.statusCode()).isEqualTo(200);
            var claims = verified(issuer, json(answer).get("access_token").asString());
            assertThat(claims.getIssuer()).isEqualTo(issuer.issuer());
            assertThat(claims.getSubject()).isEqualTo("security");
            assertThat(claims.getAudience()).containsExactly("countersign");
            assertThat(claims.getStringListClaim("roles")).containsExactly("security");
            assertThat(claims.getStringClaim("client_kind")).isEqualTo("user");
            assertThat(claims.getJWTID()).isNotBlank();
            assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
                    .isEqualTo(Duration.ofMinutes(15));
        }
    }

    @Test
    void another_person_may_be_made_up_and_the_pipeline_is_a_machine() throws Exception {
        try (var issuer = issuer()) {
            var answer = post(issuer,
                    "grant_type=client_credentials&client_id=developer&client_secret=" + issuer.secret()
                            + "&subject=alice&name=Alice%20Ames&roles=developer+reviewer");
            var claims = verified(issuer, json(answer).get("access_token").asString());
            assertThat(claims.getSubject()).isEqualTo("alice");
            assertThat(claims.getStringClaim("name")).isEqualTo("Alice Ames");
            assertThat(claims.getStringListClaim("roles")).containsExactly("developer", "reviewer");
            assertThat(verified(issuer, issuer.token("pipeline")).getStringClaim("client_kind"))
                    .isEqualTo("service_account");
        }
    }

    @Test
    void a_wrong_secret_an_unknown_role_and_another_grant_get_no_token() throws Exception {
        try (var issuer = issuer()) {
            assertThat(
                    post(issuer, "grant_type=client_credentials&client_id=security&client_secret=guess").statusCode())
                    .isEqualTo(401);
            assertThat(post(issuer, "grant_type=client_credentials&client_id=king&client_secret=" + issuer.secret())
                    .statusCode()).isEqualTo(400);
            assertThat(post(issuer, "grant_type=password&client_id=security&client_secret=" + issuer.secret())
                    .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void query_service_gets_a_token_of_its_own_and_of_nobody_else() throws Exception {
        try (var issuer = issuer()) {
            var service = "grant_type=client_credentials&client_secret=" + issuer.serviceSecret() + "&client_id=";
            var claims = verified(issuer, json(post(issuer, service + "query-service&subject=security&roles=security"))
                    .get("access_token").asString());
            assertThat(claims.getSubject()).isEqualTo("query-service");
            assertThat(claims.getStringListClaim("roles")).containsExactly("log-reader");
            assertThat(claims.getStringClaim("client_kind")).isEqualTo("service_account");
            assertThat(post(issuer, service + "security").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_token_survives_a_restart_of_the_issuer() throws Exception {
        var directory = TestParts.directory("issuer");
        String token;
        try (var first = LocalIssuer.start(directory, 0, InstantSource.fixed(NOON))) {
            token = first.token("auditor");
        }
        try (var second = LocalIssuer.start(directory, 0, InstantSource.fixed(NOON))) {
            assertThat(verified(second, token).getIssuer()).isEqualTo(second.issuer());
        }
    }

    @Test
    void discovery_says_where_everything_is() throws Exception {
        try (var issuer = issuer()) {
            var document = json(get(issuer.issuer() + "/.well-known/openid-configuration"));
            assertThat(document.get("issuer").asString()).isEqualTo(issuer.issuer());
            assertThat(document.get("jwks_uri").asString()).isEqualTo(issuer.jwksUri());
            assertThat(document.get("token_endpoint").asString()).isEqualTo(issuer.tokenEndpoint());
            assertThat(get(issuer.jwksUri()).body()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
        }
    }

    private static LocalIssuer issuer() {
        return LocalIssuer.start(TestParts.directory("issuer"), 0, InstantSource.fixed(NOON));
    }

    private static JWTClaimsSet verified(LocalIssuer issuer, String token) throws Exception {
        var jwt = SignedJWT.parse(token);
        var key = JWKSet.parse(get(issuer.jwksUri()).body()).getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(jwt.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
        return jwt.getJWTClaimsSet();
    }

    private static HttpResponse<String> post(LocalIssuer issuer, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(issuer.tokenEndpoint()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build());
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
