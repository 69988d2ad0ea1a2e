package io.countersign.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.hash.TreeHasher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {

    private static final String DATA = "{\"text\":\"naïve 😀 \\\"quoted\\\"\\n\",\"n\":-12,\"list\":[1,true,null,{}],\"nested\":{\"a\":\"\\u001F\"}}";

    @Test
    void writes_members_in_their_order() {
        assertThat(text(entry("{}", "k", "r")))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"0198\",\"source\":\"countersign.example/ledger\","
                        + "\"type\":\"countersign.item-completed.v1\",\"subject\":\"deployment/0198\",\"time\":\"2026-11-22T20:15:00.000001Z\",\"position\":\"12\","
                        + "\"previous\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"streams\":\"deployment/0198#12 type/countersign.item-completed.v1#381\","
                        + "\"authtype\":\"user\",\"authid\":\"person/0198\",\"idempotencykey\":\"k\",\"requestdigest\":\"r\","
                        + "\"datacontenttype\":\"application/json\",\"data\":{}}");
    }

    @Test
    void reads_what_it_wrote() throws MalformedEntry {
        for (Entry each : List.of(entry(DATA, "k", "r"), entry(DATA, null, null), entry(DATA, "k", null),
                entry(DATA, null, "r"))) {
            assertThat(EntryCodec.decode(EntryCodec.encode(each))).isEqualTo(each);
        }
    }

    @Test
    void cuts_time_to_microseconds() throws MalformedEntry {
        Entry entry = at(Instant.parse("2026-11-22T20:15:00.123456789Z"));

        assertThat(entry.time()).isEqualTo(Instant.parse("2026-11-22T20:15:00.123456Z"));
        assertThat(EntryCodec.decode(EntryCodec.encode(entry)).time()).isEqualTo(entry.time());
        assertThat(text(at(Instant.EPOCH))).contains("\"time\":\"1970-01-01T00:00:00.000000Z\"");
        assertThat(text(at(Instant.parse("9999-12-31T23:59:59.999999Z"))))
                .contains("\"time\":\"9999-12-31T23:59:59.999999Z\"");
    }

    @Test
    void every_byte_changed_gives_another_entry_or_none_and_never_a_second_spelling() {
        byte[] bytes = EntryCodec.encode(entry(DATA, "k", "r"));
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = bytes.clone();
                changed[i] ^= (byte) (1 << bit);
                Entry read = decodeOrNull(changed);
                assertThat(read == null || Arrays.equals(EntryCodec.encode(read), changed)).as("byte %d bit %d", i, bit)
                        .isTrue();
            }
        }
    }

    @Test
    void bytes_left_out_added_or_exchanged_never_give_a_second_spelling() {
        byte[] bytes = EntryCodec.encode(entry(DATA, "k", "r"));
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            List<Byte> changed = new ArrayList<>();
            for (byte each : bytes) {
                changed.add(each);
            }
            int at = random.nextInt(changed.size());
            switch (random.nextInt(3)) {
                case 0 -> changed.remove(at);
                case 1 -> changed.add(at, (byte) " \n\",:{}[]\\0#/".charAt(random.nextInt(13)));
                default -> changed.add(at, changed.remove(random.nextInt(changed.size())));
            }
            byte[] mutated = new byte[changed.size()];
            for (int i = 0; i < mutated.length; i++) {
                mutated[i] = changed.get(i);
            }
            Entry read = decodeOrNull(mutated);
            assertThat(read == null || Arrays.equals(EntryCodec.encode(read), mutated))
                    .as("round %d of seed %d", round, seed).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "\"a\"", "{ }", "{} ", " {}", "{}{}", "{\"a\":1,\"a\":2}", "{\"a\":1.0}",
        "{\"a\":1e3}", "{\"a\":01}", "{\"a\":-0}", "{\"a\":+1}",
        "{\"a\":12345678901234567890}", "{\"a\" :1}", "{\"a\":1 }", "{\"a\":1,}", "{,}", "{\"a\":\"\\/\"}",
        "{\"a\":\"\\u0041\"}", "{\"a\":\"\\u000a\"}", "{\"a\":\"\\u001f\"}",
        "{\"a\":\"\\u007F\"}", "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}", "{\"a\":tru}", "{\"a\":NaN}", "{\"a\":}", "{a:1}",
        "{\"a\":1", "{\"a\":\"b}", "{\"a\":[1,]}", "{'a':1}"})
    void refuses_data_in_any_spelling_but_the_compact_one(String data) {
        assertThatThrownBy(() -> EntryCodec.encode(entry(data, null, null)))
                .isInstanceOf(IllegalArgumentException.class);
        String whole = text(entry("{}", null, null));
        byte[] spliced = whole.replace("\"data\":{}}", "\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> EntryCodec.decode(spliced)).isInstanceOf(MalformedEntry.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"specversion\":\"1.0\"|\"specversion\":\"1.1\"",
        "\"position\":\"12\"|\"position\":\"012\"", "\"position\":\"12\"|\"position\":12",
        "\"position\":\"12\"|\"position\":\"-1\"", "\"position\":\"12\"|\"position\":\"9223372036854775808\"",
        ".000001Z|.0000010Z", ".000001Z|.000001+00:00", "T20:15:00|T24:00:00",
        "T20:15:00|T20:15:60", "2026-11-22T|2026-11-31T", "20:15:00.000001Z|20:15:00Z", "#12 type|#12  type",
        "#12 type|#12,type", "#381|#0381", "#381|", "deployment/0198#12 |",
        "type/countersign.item-completed.v1#381|deployment/0198#13", "\"authtype\":\"user\"|\"authtype\":\"system\"",
        "\"authtype\":\"user\"|\"authtype\":\"root\"",
        "\"authid\":\"person/0198\",|", "47DEQ|47DE", "SuFU=|SuFV=", "\"id\":\"0198\"|\"id\":\"\"",
        "\"id\":\"0198\"|\"id\":\"01 98\"", "\"id\":\"0198\"|\"id\":\"01\\u0030\"",
        "\"id\":\"0198\",|",
        "\"idempotencykey\":\"k\",\"requestdigest\":\"r\"|\"requestdigest\":\"r\",\"idempotencykey\":\"k\"",
        "application/json|application/xml", "{\"specversion|{ \"specversion"})
    void refuses_members_in_any_other_spelling(String change) {
        String[] parts = change.split("\\|", -1);
        String text = text(entry("{}", "k", "r"));
        assertThat(text).contains(parts[0]);
        byte[] changed = text.replace(parts[0], parts[1]).getBytes(StandardCharsets.UTF_8);

        if (!parts[0].equals("deployment/0198#12 ")) {
            assertThatThrownBy(() -> EntryCodec.decode(changed)).isInstanceOf(MalformedEntry.class);
        } else {
            assertThat(decodeOrNull(changed)).isNotNull(); // fewer streams is another entry, and the log's own count tells
        }
    }

    @Test
    void names_the_member_and_the_byte() {
        String text = text(entry("{\"a\":1}", null, null));
        byte[] changed = text.replace("{\"a\":1}", "{\"a\":1.5}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EntryCodec.decode(changed)).isInstanceOfSatisfying(MalformedEntry.class, e -> {
            assertThat(e.member()).isEqualTo("data");
            assertThat(e.offset()).isEqualTo(text.indexOf("{\"a\":1}") + 6);
        });
    }

    @Test
    void holds_at_most_65_535_bytes() throws MalformedEntry {
        int room = EntryCodec.MAX_BYTES - EntryCodec.encode(entry("{\"a\":\"\"}", null, null)).length;
        byte[] largest = EntryCodec.encode(entry("{\"a\":\"" + "x".repeat(room) + "\"}", null, null));

        assertThat(largest).hasSize(EntryCodec.MAX_BYTES);
        assertThat(EntryCodec.decode(largest).data()).hasSize(room + 8);
        assertThatThrownBy(() -> EntryCodec.encode(entry("{\"a\":\"" + "x".repeat(room + 1) + "\"}", null, null)))
                .hasMessageContaining("65536 bytes");
    }

    @Test
    void refuses_text_that_is_not_UTF_8_and_nesting_without_end() {
        byte[] bytes = EntryCodec.encode(entry("{\"a\":\"é\"}", null, null));
        bytes[bytes.length - 4] = 'x';
        assertThatThrownBy(() -> EntryCodec.decode(bytes)).isInstanceOf(MalformedEntry.class);
        assertThatThrownBy(() -> EntryCodec.encode(entry("{\"a\":\"\ud800\"}", null, null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryCodec.encode(entry("{\"a\":".repeat(30_000), null, null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bundles_are_length_prefixed_and_read_at_any_width_they_have_passed() throws MalformedEntry {
        byte[] bundle = EntryBundle.format(List.of(new byte[]{1, 2}, new byte[0], new byte[258]));

        assertThat(Arrays.copyOf(bundle, 8)).containsExactly(0, 2, 1, 2, 0, 0, 1, 2);
        assertThat(EntryBundle.parse(bundle, 3)).hasSize(3);
        assertThat(EntryBundle.parse(bundle, 1).getFirst()).containsExactly(1, 2);
        assertThatThrownBy(() -> EntryBundle.parse(bundle, 4)).hasMessageContaining("3 entries, 4 expected");
        assertThatThrownBy(() -> EntryBundle.parse(Arrays.copyOf(bundle, bundle.length - 1), 3))
                .hasMessageContaining("cut short");
    }

    private static @Nullable Entry decodeOrNull(byte[] bytes) {
        try {
            return EntryCodec.decode(bytes);
        } catch (MalformedEntry e) {
            return null;
        }
    }

    private static String text(Entry entry) {
        return new String(EntryCodec.encode(entry), StandardCharsets.UTF_8);
    }

    private static Entry at(Instant time) {
        return new Entry("1", "s", "t", "u", time, 0, TreeHasher.EMPTY, List.of(new StreamIndex("a", 0)), Author.SYSTEM,
                null, null, "{}");
    }

    private static Entry entry(String data, @Nullable String key, @Nullable String request) {
        List<StreamIndex> streams = List.of(new StreamIndex("deployment/0198", 12),
                new StreamIndex("type/countersign.item-completed.v1", 381));
        return new Entry("0198", "countersign.example/ledger", "countersign.item-completed.v1", "deployment/0198",
                Instant.parse("2026-11-22T20:15:00.000001Z"), 12,
                TreeHasher.EMPTY, streams, new Author(Author.Kind.USER, "person/0198"), key, request, data);
    }
}
