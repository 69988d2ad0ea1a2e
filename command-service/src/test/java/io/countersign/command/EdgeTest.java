package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.RunningService.Answer;
import io.countersign.command.RunningService.Call;
import io.countersign.local.Identity;
import io.countersign.local.RawHttp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the edge does before any decision: who asks, what can be read, what is not there. */
class EdgeTest {

    private final RunningService service = RunningService.get();

    @Test
    void refuses_a_caller_without_a_token_as_a_problem() {
        Answer answer = service.to("/api/v1/whoami").get();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.at("type")).isEqualTo("urn:countersign:problem:unauthenticated");
    }

    @Test
    void refuses_a_token_that_the_issuer_did_not_sign() {
        assertThat(service.to("/api/v1/whoami").token("eyJhbGciOiJub25lIn0.e30.").get().status()).isEqualTo(401);
    }

    /** Not even to read, and without a trace of it in the log. */
    @Test
    void refuses_a_token_that_names_nobody_and_two_tokens_at_once() {
        long before = service.to("/api/v1/log").get().json().path("size").asLong();
        List<String> roles = List.of("devops");
        for (Call call : List.of(
                service.to("/api/v1/contacts").as(new Identity("", "A", "user", roles)),
                service.to("/api/v1/contacts").as(new Identity(" ", "A", "user", roles)),
                service.to("/api/v1/contacts").as("devops").as("devops"))) {
            Answer answer = call.post("{}");
            assertThat(answer.status()).as(answer.text()).isEqualTo(401);
            assertThat(answer.at("rule")).isEqualTo("token-valid");
        }
        assertThat(service.to("/api/v1/log").get().json().path("size").asLong()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/*", "text/plain", "nonsense"})
    void refuses_a_body_that_is_not_declared_to_be_json(String type) {
        Answer answer = service.to("/api/v1/deployments/none/notes").as("devops").post("{\"text\":\"a\"}", type);
        assertThat(answer.status()).as(answer.text()).isEqualTo(415);
        assertThat(answer.at("problem")).isEqualTo("invalid");
    }

    @Test
    void refuses_two_idempotency_keys_and_a_header_that_cannot_be_read() throws IOException {
        assertThat(service.to("/api/v1/contacts").as("devops").header("Idempotency-Key", "a")
                .header("Idempotency-Key", "b").post("{}").at("rule")).isEqualTo("idempotency-key-readable");
        assertThat(RawHttp.answered(service.port(),
                "POST /api/v1/contacts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Authorization: Bearer " + service.tokenOf("devops")
                        + "\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nIdempotency-Key: a\u0085\r\n\r\n{}"))
                .startsWith("HTTP/1.1 400").contains("request-line");
    }

    @Test
    void answers_what_is_no_http_with_a_problem_too() throws IOException {
        assertThat(RawHttp.answered(service.port(), "G@T / HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400").contains("application/problem+json", "\"rule\":\"http\"");
    }

    /** Nor after the hundredth, as servers do by default: who keeps a connection to write often would have to write again. */
    @Test
    void does_not_close_a_connection_that_is_kept() throws IOException {
        int many = 150;
        String asked = "GET /health HTTP/1.1\r\nHost: x\r\n";
        String answers = RawHttp.answered(service.port(),
                (asked + "\r\n").repeat(many - 1) + asked + "Connection: close\r\n\r\n");
        assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(1 + many);
    }

    @Test
    void says_who_asks() {
        Answer answer = service.to("/api/v1/whoami").as("auditor").get();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("subject")).isEqualTo("auditor");
        assertThat(answer.at("kind")).isEqualTo("user");
        assertThat(answer.json().get("roles").get(0).asString()).isEqualTo("auditor");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/nowhere,404,unknown", "/nowhere,404,unknown", "/api/v1/deployments//notes,400,invalid"})
    void answers_paths_that_are_not_there_as_problems(String path, int status, String problem) {
        Answer answer = service.to(path).as("devops").get();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.at("problem")).isEqualTo(problem);
    }

    @Test
    void refuses_a_method_that_a_path_has_not() {
        Answer answer = service.to("/api/v1/whoami").as("devops").method("DELETE");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.type()).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"txt\":\"a\"}|member-known|txt", "{\"text\":5}|member-readable|text",
        "{\"text\":\"a\",\"text\":\"b\"}|json|", "{\"text\":|json|", "[]|member-readable|", "''|body-present|"})
    void names_what_is_wrong_with_a_body(String body, String rule, String field) {
        Answer answer = service.to("/api/v1/deployments/none/notes").as("devops").post(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("rule")).isEqualTo(rule);
        assertThat(answer.at("field")).isEqualTo(field == null ? "" : field);
        assertThat(answer.text()).doesNotContain("Exception", "tools.jackson", "io.countersign");
    }

    @Test
    void refuses_a_body_that_is_too_large() {
        Answer answer = service.to("/api/v1/deployments/none/notes").as("devops")
                .post("{\"text\":\"" + "a".repeat(1 << 20) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.at("rule")).isEqualTo("body-size");
    }

    @Test
    void refuses_a_deployment_that_is_not_there() {
        Answer answer = service.to("/api/v1/deployments/none/notes").as("devops").post("{\"text\":\"a\"}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("rule")).isEqualTo("deployment-known");
        assertThat(answer.at("field")).isEqualTo("deployment");
    }

    @Test
    void is_healthy_with_all_its_parts() {
        Answer answer = service.to("/health").get();
        assertThat(answer.at("db.status")).isEqualTo("up");
        assertThat(service.to("/health/db").get().status()).isEqualTo(200);
        assertThat(service.to("/metrics").get().text()).contains("countersign_ledger_size");
    }
}
