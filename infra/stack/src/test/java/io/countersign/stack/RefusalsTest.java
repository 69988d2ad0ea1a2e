package io.countersign.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.local.LocalFault;
import io.countersign.local.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalsTest {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void a_port_that_is_taken_is_named_with_what_it_was_for() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var free = Ports.free();
            var ports = new StackPorts(free, Ports.free(), taken.getLocalPort(), Ports.free(), Ports.free());
            assertThatThrownBy(() -> start(ports)).isInstanceOf(LocalFault.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + ", meant for query-service, is taken")
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void a_directory_in_use_is_refused_while_it_is_in_use() {
        DataDirectory.open(directory);
        assertThatThrownBy(() -> DataDirectory.open(directory)).isInstanceOf(LocalFault.class)
                .hasMessageContaining("Another countersign runs on").hasMessageContaining("--data");
    }

    @Test
    void a_directory_that_is_a_file_is_refused() throws IOException {
        var file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file)).isInstanceOf(LocalFault.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void ports_that_leave_no_room_are_refused() {
        assertThatThrownBy(() -> StackPorts.from(65_532)).isInstanceOf(LocalFault.class).hasMessageContaining("65531");
        assertThat(StackPorts.from(65_531).timestamps()).isEqualTo(65_535);
    }

    @Test
    void a_part_that_dies_is_named_and_a_full_disk_said_to_be_one() {
        var running = new Running(directory);
        var exit = new CompletableFuture<Integer>();
        var stopped = new AtomicBoolean();
        running.add(Running.Layer.DATA, "PostgreSQL", exit, () -> "PANIC: No space left on device",
                () -> stopped.set(true));
        exit.complete(1);
        assertThat(running.awaitFault()).startsWith("PostgreSQL has died (exit status 1): the disk is full.");
        assertThatThrownBy(running::requireAlive).isInstanceOf(LocalFault.class);
        running.close();
        assertThat(stopped).isTrue();
    }

    @Test
    void a_full_disk_is_said_to_be_one_though_the_last_words_found_no_room_on_it() {
        var running = new Running(Path.of("/proc")); // where nothing is ever free
        running.add(Running.Layer.DATA, "Kafka", CompletableFuture.completedFuture(1), () -> "\tat org.apa", () -> {
        });
        assertThat(running.awaitFault()).startsWith("Kafka has died (exit status 1): the disk is full.");
    }

    @Test
    void a_service_that_says_why_it_does_not_start_is_quoted_without_its_stack() {
        var running = new Running(directory);
        running.add(Running.Layer.SERVICES, "command-service", CompletableFuture.completedFuture(1),
                () -> "\tat io.countersign.Foo\n\nDescription:\n\nentry 18: its hash differs.\n\nAction:\n\nCompare it.\n",
                () -> {
                });
        assertThat(running.awaitFault())
                .isEqualTo("command-service has died (exit status 1): entry 18: its hash differs. Compare it.");
    }

    @Test
    void what_is_started_while_all_is_being_stopped_is_stopped_too() {
        var running = new Running(directory);
        running.close();
        var stopped = new AtomicBoolean();
        assertThatThrownBy(() -> running.add(Running.Layer.SERVICES, () -> stopped.set(true)))
                .isInstanceOf(LocalFault.class);
        assertThat(stopped).isTrue();
    }

    private void start(StackPorts ports) {
        try (var running = new Running(directory)) {
            LocalStack.start(new Installation(Path.of("../..")), directory, ports, running, Clock.systemUTC(),
                    new PrintWriter(Writer.nullWriter()));
        }
    }
}
