package io.countersign.command.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyRoomTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int MOST = BodyLimit.MAX_CHECKLIST_BYTES;

    @Test
    void a_small_body_needs_no_room_and_one_of_unknown_length_as_much_as_may_be() {
        assertThat(BodyRoom.kibibytes(16_384, MOST)).isZero();
        assertThat(BodyRoom.kibibytes(16_385, MOST)).isEqualTo(17);
        assertThat(BodyRoom.kibibytes(-1, MOST)).isEqualTo(8_193);
        assertThat(BodyRoom.kibibytes(Long.MAX_VALUE, MOST)).isEqualTo(8_193);
    }

    /** In 320 MiB, which a service of the local stack has, three checklists of the largest size are held, and the fourth waits its turn. */
    @Test
    void whoever_waits_gets_the_room_that_another_gives_back() {
        BodyRoom room = new BodyRoom(320L << 20);
        int checklist = BodyRoom.kibibytes(MOST, MOST);
        for (int i = 0; i < 3; i++) {
            assertThat(room.take(checklist)).isTrue();
        }
        Thread.currentThread().interrupt(); // it would wait
        assertThat(room.take(checklist)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        room.give(checklist);
        assertThat(room.take(checklist)).isTrue();
    }

    @Test
    void a_body_is_read_whole_and_one_byte_beyond_what_is_allowed() throws IOException {
        for (int length : new int[]{0, 1, 16_384, 16_385, MOST, MOST + 1}) {
            for (long declared : new long[]{-1, 0, length, Long.MAX_VALUE}) {
                assertThat(BodyRoom.read(new ByteArrayInputStream(new byte[length]), declared, MOST, LONG))
                        .hasSize(length);
            }
        }
        assertThat(BodyRoom.read(new ByteArrayInputStream(new byte[MOST + 9]), -1, MOST, LONG)).hasSize(MOST + 1);
    }

    @Test
    void a_body_that_drips_in_is_given_up() throws IOException {
        InputStream drip = new InputStream() {
            @Override
            public int read() {
                return 'o';
            }

            @Override
            public int read(byte[] into, int from, int most) {
                into[from] = 'o';
                return 1;
            }
        };
        assertThat(BodyRoom.read(drip, -1, MOST, Duration.ofMillis(5))).isNull();
    }
}
