package io.countersign.query.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.ledger.hash.Digest;
import io.countersign.local.RawHttp;
import io.countersign.query.CommandSide;
import io.countersign.query.RunningService;
import io.countersign.query.SealedLog;
import io.countersign.query.SealedLog.Sealed;
import io.countersign.query.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tiles and bundles from the mirror, at sizes where one fills or a level begins, against the entries themselves; and what is not there. */
class MirrorTilesTest {

    private static final int LARGEST = Integer.getInteger("countersign.largest-log", 65_537);

    @Test
    void serves_what_the_specification_says_and_answers_the_rest_without_a_page() throws Exception {
        SortedSet<Integer> sizes = new TreeSet<>(List.of(1, 255, 256, 257, 600));
        if (LARGEST > 65_537) {
            sizes.addAll(List.of(65_535, 65_536, 65_537));
        }
        SealedLog log = new SealedLog();
        try (Topic topic = new Topic();
                CommandSide command = new CommandSide(log, topic, null);
                RunningService service = RunningService.start(log, topic.name(), RunningService.emptyDatabase(),
                        command.url())) {
            int published = 0;
            for (int size : sizes) {
                while (published < size) {
                    int more = Math.min(500, size - published);
                    topic.publish(log.commit(null, IntStream.range(0, more).mapToObj(_ -> event())
                            .toArray(LedgerEvent[]::new)));
                    published += more;
                }
                service.reaches(size);
                served(service, log.records());
                assertThat(service.ask("/checkpoint").body())
                        .startsWith(SealedLog.ORIGIN + "\n" + size + "\n" + log.root().base64() + "\n\n");
            }
            missing(service);
        }
    }

    private static void served(RunningService service, List<Sealed> entries) {
        int size = entries.size();
        for (int index = 0; index * 256 < size; index++) {
            int width = Math.min(256, size - index * 256);
            List<Sealed> tile = entries.subList(index * 256, index * 256 + width);
            same(service, "tile/entries/" + name(index, width), bundle(tile));
            same(service, "tile/0/" + name(index, width), leaves(tile));
            if (index == 0 || width < 256) {
                for (int narrow = 1; narrow < width; narrow += 1 + width / 7) {
                    same(service, "tile/0/" + name(index, narrow), leaves(tile.subList(0, narrow)));
                    same(service, "tile/entries/" + name(index, narrow), bundle(tile.subList(0, narrow)));
                }
            }
        }
        int full = size / 256;
        for (int index = 0; index * 256 < full; index++) {
            int width = Math.min(256, full - index * 256);
            ByteArrayOutputStream roots = new ByteArrayOutputStream();
            for (int child = index * 256; child < index * 256 + width; child++) {
                roots.writeBytes(root(entries.subList(child * 256, child * 256 + 256)));
            }
            same(service, "tile/1/" + name(index, width), roots.toByteArray());
        }
        none(service, "/tile/0/" + name(size / 256, size % 256 + 1));
        none(service, "/tile/0/" + name(size / 256, 256));
        none(service, "/tile/1/" + name(full / 256, full % 256 + 1));
        none(service, "/tile/entries/" + name(size / 256, size % 256 + 1));
        none(service, "/entries/" + size);
        none(service, "/proofs/" + size);
    }

    private static void missing(RunningService service) throws IOException {
        for (String path : List.of("/tile/0/000.p/256", "/tile/0/000.p/0", "/tile/0/000.p/01", "/tile/0/0",
                "/tile/0/000/",
                "/tile/0/x000/000", "/tile/8/000", "/tile/00/000", "/tile/data/000", "/tile/", "/tile", "/tile/0",
                "/tile/0/%C3%A9", "/tile/entries/999", "/tile/0/x999/x999/x999/x999/x999/x999/x999/999")) {
            none(service, path);
        }
        for (String path : List.of("/tile/0/../0/000", "/tile//000", "/tile/0/000;a=b", "/tile/0/%00", "/tile/0/%zz",
                "/tile/0/<", "tile/0/000", "/entries/-1", "/entries/x")) {
            String answer = RawHttp.answered(service.port(),
                    "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).matches("(?s)HTTP/1.1 40[014] .*");
            assertThat(answer.toLowerCase(Locale.ROOT)).as(path).doesNotContain("<html", "text/html");
        }
    }

    private static void same(RunningService service, String path, byte[] expected) {
        HttpResponse<byte[]> answer = service.bytes("/" + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body()).as(path).isEqualTo(expected);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).as(path).contains("immutable");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).isEqualTo("application/octet-stream");
    }

    private static void none(RunningService service, String path) {
        HttpResponse<byte[]> answer = service.bytes(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).as(path).doesNotContain("html");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).as(path).doesNotContain("immutable");
    }

    private static LedgerEvent event() {
        return new ExportRecorded(UUID.randomUUID().toString(), "00".repeat(32), null, "a", "test", null, null, 0,
                List.of());
    }

    private static String name(int index, int width) {
        return "%03d".formatted(index) + (width == 256 ? "" : ".p/" + width);
    }

    private static byte[] bundle(List<Sealed> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Sealed entry : entries) {
            out.write(entry.bytes().length >> 8);
            out.write(entry.bytes().length);
            out.writeBytes(entry.bytes());
        }
        return out.toByteArray();
    }

    private static byte[] leaves(List<Sealed> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entries.forEach(e -> out.writeBytes(sha256(new byte[]{0}, e.bytes())));
        return out.toByteArray();
    }

    private static byte[] root(List<Sealed> entries) {
        if (entries.size() == 1) {
            return sha256(new byte[]{0}, entries.getFirst().bytes());
        }
        int half = entries.size() / 2;
        return sha256(new byte[]{1}, root(entries.subList(0, half)), root(entries.subList(half, entries.size())));
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            byte[] hash = digest.digest();
            assertThat(hash).hasSize(Digest.BYTES);
            return hash;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
