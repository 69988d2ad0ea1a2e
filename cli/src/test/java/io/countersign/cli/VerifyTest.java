package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.entry.Author;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryBundle;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} over a log of three entries that lies in a folder. */
class VerifyTest {

    private static final String ORIGIN = "test.example/ledger";
    private static final NoteSigner LOG = Ed25519.signer(ORIGIN, Ed25519Key.ofSeed(new byte[32]));
    private static final Path ENTRIES = Path.of("tile/entries/000.p/3");

    @TempDir
    private Path folder;

    @BeforeEach
    void lay_out_a_log() throws IOException {
        List<byte[]> entries = new ArrayList<>();
        Digest previous = TreeHasher.EMPTY;
        for (int i = 0; i < 3; i++) {
            byte[] entry = EntryCodec
                    .encode(new Entry(new UUID(0, i).toString(), ORIGIN, "countersign.test.v1", "ledger",
                            Instant.parse("2026-11-22T20:00:00Z"), i, previous,
                            List.of(new StreamIndex("type/countersign.test.v1", i)), Author.SYSTEM, null, null, "{}"));
            entries.add(entry);
            previous = TreeHasher.leaf(entry);
        }
        List<Digest> leaves = entries.stream().map(TreeHasher::leaf).toList();
        Digest root = Tree.empty().append(leaves, _ -> {
        }).root();
        write(ENTRIES, EntryBundle.format(entries));
        byte[] tile = new byte[3 * Digest.BYTES];
        for (int i = 0; i < 3; i++) {
            leaves.get(i).copyTo(tile, i * Digest.BYTES);
        }
        write(Path.of("tile/0/000.p/3"), tile);
        write(Path.of("checkpoint"), new Checkpoint(ORIGIN, 3, root).sign(LOG).bytes());
    }

    @Test
    void a_whole_log_is_verified_and_every_check_is_told() {
        Ran verified = verify("--vkey", LOG.verifierKey().format());

        assertThat(verified.exit()).isZero();
        assertThat(verified.out()).contains("ok       entries: all 3").endsWith("verdict: verified\n");
        assertThat(verify("--json", "--vkey", LOG.verifierKey().format()).json().path("firstFault").isNull()).isTrue();
    }

    @Test
    void a_changed_byte_exits_5_and_names_the_entry() throws IOException {
        byte[] bundle = Files.readAllBytes(folder.resolve(ENTRIES));
        bundle[bundle.length - 3] ^= 1;
        write(ENTRIES, bundle);

        Ran tampered = verify("--json", "--vkey", LOG.verifierKey().format());

        assertThat(tampered.exit()).isEqualTo(5);
        assertThat(tampered.json().path("verdict").asString()).isEqualTo("tampered");
        assertThat(tampered.json().path("firstFault").path("position").asInt()).isEqualTo(2);
        assertThat(verify("--vkey", LOG.verifierKey().format()).out()).contains("FAIL     entry 2")
                .endsWith("verdict: tampered\n");
    }

    @Test
    void a_checkpoint_that_is_none_is_tampered_with() throws IOException {
        write(Path.of("checkpoint"), "nothing\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(verify("--json", "--vkey", LOG.verifierKey().format()).json().path("firstFault").path("file")
                .asString())
                .isEqualTo("checkpoint");
    }

    @Test
    void without_a_trusted_key_nothing_is_proven() {
        Ran untrusted = verify("--json");

        assertThat(untrusted.exit()).isEqualTo(5);
        assertThat(untrusted.json().path("verdict").asString()).isEqualTo("unverifiable");
        assertThat(untrusted.json().path("missing")).isNotEmpty();
    }

    @Test
    void a_missing_tile_makes_it_unverifiable() throws IOException {
        Files.delete(folder.resolve(ENTRIES));

        Ran incomplete = verify("--vkey", LOG.verifierKey().format());

        assertThat(incomplete.exit()).isEqualTo(5);
        assertThat(incomplete.out()).contains("MISSING").endsWith("verdict: unverifiable\n");
    }

    @Test
    void the_key_of_a_stack_counts_only_when_its_directory_was_named() throws IOException {
        Path data = folder.resolve(".countersign");
        Files.createDirectories(data);
        Files.writeString(data.resolve("stack.json"), "{\"vkey\":\"" + LOG.verifierKey().format() + "\"}");

        assertThat(verify().exit()).isEqualTo(5);
        Ran named = verify("--data", data.toString());
        assertThat(named.exit()).isZero();
        assertThat(named.out()).contains("(stack.json of --data)");
    }

    @Test
    void what_is_no_key_or_no_log_is_said() {
        assertThat(verify("--vkey", "no-key").exit()).isEqualTo(2);
        assertThat(Ran.in(folder, Map.of(), "verify", "tile").exit()).isEqualTo(1);
        assertThat(Ran.in(folder, Map.of(), "verify", "nowhere.zip").err()).contains("no pack or log");
    }

    private Ran verify(String... options) {
        List<String> args = new ArrayList<>(List.of("verify", "."));
        args.addAll(List.of(options));
        return Ran.in(folder, Map.of(), args.toArray(String[]::new));
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.write(target, bytes);
    }
}
