package io.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.ledger.entry.Author;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.MlDsa;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.ProofRejected;
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the worked example of docs/spec/ledger.md against the code, both ways: the page shows what the code makes, and what the page shows checks. */
class WorkedExampleTest {

    private static final String ORIGIN = "countersign.example/ledger";
    private static final String DEPLOYMENT = "deployment/01980000-0000-7000-8000-0000000000d1";
    private static final String PERSON = "person/01980000-0000-7000-8000-0000000000aa";

    private final NoteSigner log = Ed25519.signer(ORIGIN, key(1));
    private final NoteSigner witness = Ed25519.cosigner(ORIGIN + "/query", key(2),
            InstantSource.fixed(Instant.parse("2026-11-22T20:15:03Z")));
    private final NoteSigner mldsa = MlDsa.cosigner(ORIGIN, MlDsa.Key.ofSeed(seed(3)),
            InstantSource.fixed(Instant.parse("2026-11-22T20:15:03Z")));
    private final Disclosure note = new Disclosure("c2FsdHNhbHRzYWx0c2FsdA", "note", "Rehearsed twice.");

    private final byte[] first = EntryCodec
            .encode(entry(0, "countersign.ledger-created.v1", "ledger", TreeHasher.EMPTY, Author.SYSTEM,
                    "{\"origin\":\"" + ORIGIN + "\",\"vkey\":\"" + log.verifierKey() + "\"}",
                    "type/countersign.ledger-created.v1#0"));
    private final byte[] second = EntryCodec.encode(entry(1, "countersign.note-added.v1", DEPLOYMENT,
            TreeHasher.leaf(first), new Author(Author.Kind.USER, PERSON),
            "{\"note\":{\"digest\":\"" + note.digest() + "\"}}", DEPLOYMENT + "#0", PERSON + "#0",
            "type/countersign.note-added.v1#0"));
    private final byte[] third = EntryCodec.encode(entry(2, "countersign.note-added.v1", DEPLOYMENT,
            TreeHasher.leaf(second), new Author(Author.Kind.USER, PERSON),
            "{\"note\":{\"digest\":\"" + note.digest() + "\"}}", DEPLOYMENT + "#1", PERSON + "#1",
            "type/countersign.note-added.v1#1"));
    private final List<Digest> leaves = Stream.of(first, second, third).map(TreeHasher::leaf).toList();

    @Test
    void the_page_shows_what_the_code_makes() throws IOException {
        Tree tree = Tree.empty().append(leaves, tile -> {
        });
        SignedNote checkpoint = new Checkpoint(ORIGIN, 3, tree.root()).sign(log, witness);
        TlogProof proof = TlogProof.of(new Prover(tree.tiles(_ -> List.of())).prove(1, 3), checkpoint);

        assertThat(block("log-vkey")).isEqualTo(log.verifierKey() + "\n");
        assertThat(block("witness-vkey")).isEqualTo(witness.verifierKey() + "\n");
        assertThat(block("entry-0")).isEqualTo(text(first) + "\n");
        assertThat(block("entry-1")).isEqualTo(text(second) + "\n");
        assertThat(block("entry-2")).isEqualTo(text(third) + "\n");
        assertThat(block("leaves")).isEqualTo(String.join("\n", leaves.stream().map(Digest::base64).toList()) + "\n");
        assertThat(block("root")).isEqualTo(tree.root().base64() + "\n");
        assertThat(block("checkpoint")).isEqualTo(checkpoint.format());
        assertThat(block("mldsa")).isEqualTo(sha256(mldsa.sign(checkpoint.text()).format()) + "\n"
                + sha256(mldsa.verifierKey().format()) + "\n");
        assertThat(block("proof")).isEqualTo(proof.format());
        assertThat(block("disclosure")).isEqualTo(note.encoded() + "\n" + note.digest() + "\n");
    }

    @Test
    void what_the_page_shows_checks() throws IOException, NoteRejected, ProofRejected, MalformedEntry {
        byte[] entry = block("entry-1").stripTrailing().getBytes(StandardCharsets.UTF_8);
        TlogProof proof = TlogProof.parse(block("proof"));
        Checkpoint checkpoint = Checkpoint.open(proof.checkpoint(),
                VerifierKey.parse(block("log-vkey").stripTrailing()));

        proof.check(TreeHasher.leaf(entry), checkpoint);
        assertThat(EntryCodec.decode(entry).position()).isEqualTo(proof.index());
    }

    private static Entry entry(long position, String type, String subject, Digest previous, Author author, String data,
            String... streams) {
        List<StreamIndex> indexes = Stream.of(streams)
                .map(each -> new StreamIndex(each.split("#")[0], Long.parseLong(each.split("#")[1]))).toList();
        Instant time = Instant.parse("2026-11-22T20:15:00Z").plusSeconds(position);
        return new Entry("01980000-0000-7000-8000-00000000000" + position, ORIGIN, type, subject, time, position,
                previous, indexes, author, null, null, data);
    }

    private static Ed25519Key key(int number) {
        return Ed25519Key.ofSeed(seed(number));
    }

    private static byte[] seed(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        return seed;
    }

    private static String sha256(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String text(byte[] entry) {
        return new String(entry, StandardCharsets.UTF_8);
    }

    /** The fenced block that follows a comment naming it. */
    private static String block(String name) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "spec", "ledger.md"));
        Matcher block = Pattern.compile("<!-- " + name + " -->\n```[a-z]*\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).as("a block called %s in docs/spec/ledger.md", name).isTrue();
        return block.group(1);
    }
}
