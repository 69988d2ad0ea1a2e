package io.countersign.query.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.query.answer.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyRoomTest {

    private static final int MOST = 512 << 10;

    private final BodyRoom room = new BodyRoom(0, Duration.ZERO, Duration.ofMinutes(1));

    /** In the 4 MiB that there are at least, seven of the largest; their room is given back, and small ones need none. */
    @Test
    void many_large_bodies_at_once_find_no_room_and_small_ones_do() throws IOException {
        for (int again = 0; again < 2; again++) {
            assertThat(openAtOnce(0, MOST)).isEqualTo(7);
            assertThat(openAtOnce(0, -1)).isEqualTo(7);
            assertThat(openAtOnce(0, 16 << 10)).isEqualTo(100);
        }
    }

    /** Reads a body, while whose first byte is awaited the next one is read. @return how many were being read at one time */
    private int openAtOnce(int open, long declared) throws IOException {
        int[] reached = {open + 1};
        InputStream body = new InputStream() {
            @Override
            public int read() throws IOException {
                if (open < 99) {
                    try {
                        reached[0] = openAtOnce(open + 1, declared);
                    } catch (Problem.Raised e) {
                        assertThat(e.problem().rule()).isEqualTo("body-room");
                    }
                }
                return -1;
            }
        };
        room.read(body, declared, MOST);
        return reached[0];
    }

    @Test
    void a_body_is_read_whole_and_one_byte_beyond_what_is_allowed() throws IOException {
        assertThat(room.read(new ByteArrayInputStream(new byte[MOST]), -1, MOST)).hasSize(MOST);
        assertThat(room.read(new ByteArrayInputStream(new byte[MOST + 9]), 3, MOST)).hasSize(MOST + 1);
    }

    @Test
    void a_body_that_drips_in_is_given_up() {
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
        BodyRoom hurried = new BodyRoom(0, Duration.ZERO, Duration.ZERO);
        assertThatThrownBy(() -> hurried.read(drip, 100, MOST)).isInstanceOfSatisfying(Problem.Raised.class,
                e -> assertThat(e.problem().status()).isEqualTo(408));
    }
}
