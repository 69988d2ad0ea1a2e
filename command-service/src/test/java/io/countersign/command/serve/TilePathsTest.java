package io.countersign.command.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.RunningService;
import io.countersign.local.RawHttp;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of the log may send as a tile's path, over the wire and unchanged by any client's library. */
class TilePathsTest {

    private final RunningService service = RunningService.get();

    @ParameterizedTest
    @ValueSource(strings = {"/tile/0/000.p/256", "/tile/0/000.p/0", "/tile/0/000.p/01", "/tile/0/000.p/-1",
        "/tile/0/000.p/", "/tile/0/000.p", "/tile/0/0", "/tile/0/0000", "/tile/0/000/", "/tile/0/x000/000",
        "/tile/0/999", "/tile/0/x999/999", "/tile/8/000", "/tile/-1/000", "/tile/00/000", "/tile/a/000",
        "/tile/entries/999", "/tile/entries/000.p/999", "/tile/data/000", "/tile/", "/tile", "/tile/0", "/tile/0/",
        "/tile/0/000%20", "/tile/0/%C3%A9", "/tile/0/x999/x999/x999/x999/x999/x999/x999/999", "/entries/01",
        "/entries/-1", "/entries/x", "/entries/99999999999999999999", "/proofs/999999", "/proofs/a"})
    void nothing_there_is_404_and_never_a_page(String path) throws IOException {
        String answer = ask(path);
        assertThat(answer).startsWith("HTTP/1.1 404");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("text/html", "<html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tile/0/../0/000", "/tile/0/%2e%2e/000", "/tile//000", "/tile/0/000;a=b",
        "/tile/0/..%2f000",
        "/tile/0/%00", "/tile/0/%zz", "/tile/0/000\\", "/tile/0/<", "/tile/0/\u0001", "tile/0/000", "/tile/0/%25",
        "http://[::1/tile/0/000"})
    void what_is_no_path_at_all_is_refused_and_never_with_a_page(String path) throws IOException {
        String answer = ask(path);
        assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("text/html", "<html");
    }

    private String ask(String path) throws IOException {
        return RawHttp.answered(service.port(),
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }
}
