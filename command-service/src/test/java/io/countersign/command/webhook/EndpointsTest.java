package io.countersign.command.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.note.Ed25519Key;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {

    static final byte[] SECRET = "a secret of thirty-two bytes....".getBytes(StandardCharsets.US_ASCII);
    static final byte[] SEED = new byte[Ed25519Key.SEED_BYTES];

    @ParameterizedTest
    @ValueSource(strings = {"http://hooks.example/", "ftp://hooks.example/", "https://a:b@hooks.example/",
        "http://127.0.0.1.hooks.example/", "http://169.254.169.254/", "file:///etc/passwd", "https://a b/", "",
        "https:///x", "http://[::2]/"})
    void sends_to_no_address_but_https_and_loopback(String url) {
        assertThatThrownBy(() -> endpoints(endpoint("a", url, "*"))).isInstanceOf(MalformedWebhooks.class)
                .hasMessageContaining("endpoints[0].url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"endpoint\":[]}", "{\"endpoints\":[null]}", "{\"endpoints\":[{}]}",
        "{\"endpoints\":[{\"name\":\"A\"}]}",
        "{\"endpoints\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"events\":[\"*\"],\"secret\":\"whsec_c2hvcnQ=\"}]}",
        "{\"endpoints\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"events\":[\"*\"]}]}",
        "{\"endpoints\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"events\":[]}]}"})
    void refuses_a_file_that_says_less_or_other_than_it_must(String json) {
        assertThatThrownBy(() -> Endpoints.parse(json.getBytes(StandardCharsets.UTF_8), "the file"))
                .isInstanceOf(MalformedWebhooks.class).hasMessageContaining("the file")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void refuses_an_event_that_is_none_and_a_name_that_is_taken() {
        assertThatThrownBy(() -> endpoints(endpoint("a", "https://a.example/", "went-live")))
                .hasMessageContaining("no event is called went-live");
        String one = endpoint("a", "https://a.example/", "deployment-went-live");
        assertThatThrownBy(() -> endpoints(one, one)).hasMessageContaining("a is there twice");
        assertThat(endpoints(one).all().getFirst().types()).containsExactly("countersign.deployment-went-live.v1");
    }

    static Endpoints endpoints(String... endpoints) {
        return Endpoints.parse(("{\"endpoints\":[" + String.join(",", endpoints) + "]}")
                .getBytes(StandardCharsets.UTF_8), "the file");
    }

    static String endpoint(String name, String url, String event) {
        return "{\"name\":\"%s\",\"url\":\"%s\",\"events\":[\"%s\"],\"secret\":\"whsec_%s\",\"key\":\"whsk_%s\"}"
                .formatted(name, url, event, Base64.getEncoder().encodeToString(SECRET),
                        Base64.getEncoder().encodeToString(SEED));
    }
}
