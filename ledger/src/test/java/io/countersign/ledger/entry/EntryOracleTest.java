package io.countersign.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fast reader accepts exactly what the slow one does, and gives back the same bytes. */
class EntryOracleTest {

    private static final String ENTRY = "{\"specversion\":\"1.0\",\"id\":\"0198\",\"source\":\"countersign.example/ledger\","
            + "\"type\":\"countersign.item-completed.v1\",\"subject\":\"deployment/0198\",\"time\":\"2026-11-22T20:15:00.000001Z\",\"position\":\"12\","
            + "\"previous\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"streams\":\"deployment/0198#12 type/countersign.item-completed.v1#381\","
            + "\"authtype\":\"user\",\"authid\":\"person/0198\",\"idempotencykey\":\"k\",\"requestdigest\":\"r\","
            + "\"datacontenttype\":\"application/json\",\"data\":{\"text\":\"naïve 😀 \\\"q\\\"\\n\",\"n\":-12,\"list\":[1,true,null,{}],\"nested\":{\"a\":\"\\u001F\",\"long enough for words\":\"ÿ߿ࠀ￿𐀀\"}}}";

    private static final List<String> PIECES = List.of("\"", "\\", "#", " ", "0", "9", "-", ",", ":", "{", "}", "[",
            "]",
            "\\u0000", "\\u0008", "\\uD800", "\\/", "\u007f", "\t", "1.0", "1e1", "null", "\"a\":1,", "é", "😀", "﷐",
            "type/a#0 ", "9223372036854775807", "9223372036854775808", "29", "02-29", "1970", "1969", "24", "60", "=",
            "");

    private static final byte[][] RAW = {{(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, {(byte) 0xe0, (byte) 0x9f, (byte) 0xbf}, {(byte) 0xff},
        {(byte) 0xc3}, {(byte) 0xe2, (byte) 0x82}, {(byte) 0xf0, (byte) 0x8f, (byte) 0xbf, (byte) 0xbf}};

    @Test
    void they_agree_on_every_second_bit_changed() {
        byte[] entry = ENTRY.getBytes(StandardCharsets.UTF_8);
        assertThat(EntryOracle.accepts(entry)).isTrue();
        int accepted = 0;
        for (int i = 0; i < entry.length; i++) {
            for (int bit = i % 2; bit < 8; bit += 2) {
                byte[] changed = entry.clone();
                changed[i] ^= (byte) (1 << bit);
                accepted += agree(changed, "byte " + i + " bit " + bit) ? 1 : 0;
            }
        }
        assertThat(accepted).isBetween(150, entry.length * 4);
    }

    @Test
    void they_agree_on_bytes_left_out_put_in_and_exchanged() {
        byte[] entry = ENTRY.getBytes(StandardCharsets.UTF_8);
        long seed = 20261122;
        Random random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < 8_000; round++) {
            byte[] changed = entry;
            for (int i = random.nextInt(3); i >= 0; i--) {
                changed = mutate(changed, random);
            }
            accepted += agree(changed, "round " + round + " of seed " + seed) ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(200);
    }

    @Test
    void they_agree_on_every_day_and_on_nesting() {
        for (String day : List.of("2024-02-29", "2023-02-29", "2100-02-29", "2000-02-29", "2026-04-31", "2026-00-01",
                "2026-13-01", "2026-12-32", "1970-01-01", "1969-12-31", "9999-12-31", "0000-01-01", "2026-01-00")) {
            agree(ENTRY.replace("2026-11-22", day).getBytes(StandardCharsets.UTF_8), day);
        }
        for (int depth = 60; depth < 70; depth++) {
            String data = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            String nested = ENTRY.substring(0, ENTRY.indexOf("{\"text\"")) + data + "}";
            assertThat(agree(nested.getBytes(StandardCharsets.UTF_8), "depth " + depth)).isEqualTo(depth <= 64);
        }
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            many.append("s/").append(i).append("#0 ");
        }
        String streams = ENTRY.replace("deployment/0198#12 ", many);
        assertThat(agree(streams.getBytes(StandardCharsets.UTF_8), "many streams")).isTrue();
        for (String twice : List.of("s/0", "s/77", "s/198")) {
            assertThat(agree(streams.replace("s/199#", twice + "#").getBytes(StandardCharsets.UTF_8), twice)).isFalse();
        }
    }

    private static byte[] mutate(byte[] in, Random random) {
        int at = random.nextInt(in.length);
        int to = Math.min(in.length, at + random.nextInt(4));
        byte[] piece = random.nextInt(4) == 0
                ? RAW[random.nextInt(RAW.length)]
                : random.nextInt(4) == 0
                        ? Arrays.copyOfRange(in, at, Math.min(in.length, at + random.nextInt(30)))
                        : PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(in, 0, at);
        out.writeBytes(piece);
        out.write(in, to, in.length - to);
        return out.toByteArray();
    }

    private static boolean agree(byte[] bytes, String which) {
        boolean accepted;
        try {
            Entry entry = EntryCodec.decode(bytes);
            assertThat(Arrays.equals(EntryCodec.encode(entry), bytes)).as(which).isTrue();
            accepted = true;
        } catch (MalformedEntry e) {
            assertThat(e.offset()).as(which).isBetween(0, bytes.length);
            accepted = false;
        }
        assertThat(accepted).as(which).isEqualTo(EntryOracle.accepts(bytes));
        return accepted;
    }
}
