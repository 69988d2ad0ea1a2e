package io.countersign.ledger.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.ledger.checkpoint.AddCheckpoint;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.checkpoint.WitnessPolicy;
import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.ledger.entry.EntryBundle;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.MlDsa;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.timestamp.TestAuthority;
import io.countersign.ledger.timestamp.TimestampRejected;
import io.countersign.ledger.timestamp.TimestampRequest;
import io.countersign.ledger.timestamp.TimestampToken;
import io.countersign.ledger.tree.ConsistencyProof;
import io.countersign.ledger.tree.InclusionProof;
import io.countersign.ledger.tree.ProofRejected;
import io.countersign.ledger.tree.Tile;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every parser of bytes that others have written, with what it promises: for any bytes it ends quickly, with a value or its declared exception and nothing
 * else; and where a format has one spelling, what was read is written back byte for byte.
 */
enum ForeignBytes {

    ENTRY(MalformedEntry.class) {
        @Override
        List<byte[]> seeds() {
            return List.of(LOG.entry(0), LOG.entry(1));
        }

        @Override
        void read(byte[] bytes) throws MalformedEntry {
            requireSame(bytes, EntryCodec.encode(EntryCodec.decode(bytes)));
        }
    },
    BUNDLE(MalformedEntry.class) {
        @Override
        List<byte[]> seeds() {
            return List.of(EntryBundle.format(List.of(LOG.entry(0), LOG.entry(1))));
        }

        @Override
        void read(byte[] bytes) throws MalformedEntry {
            byte[] written = EntryBundle.format(EntryBundle.parse(bytes, 2));
            // a bundle may have grown since it was asked for
            requireSame(Arrays.copyOf(bytes, written.length), written);
        }
    },
    NOTE(NoteRejected.class) {
        @Override
        List<byte[]> seeds() {
            return List.of(note().bytes(), note().with(MLDSA.sign(note().text())).bytes());
        }

        @Override
        void read(byte[] bytes) throws NoteRejected {
            SignedNote note = SignedNote.parse(bytes);
            requireSame(bytes, note.bytes());
            note.open(List.of(LOG.logKey.verifierKey(), LOG.witness.verifierKey(), MLDSA.verifierKey()));
        }
    },
    CHECKPOINT(NoteRejected.class) {
        @Override
        List<byte[]> seeds() {
            return List.of(note().text().getBytes(UTF_8));
        }

        @Override
        void read(byte[] bytes) throws NoteRejected {
            String text = text(bytes);
            requireSame(text, Checkpoint.parse(text).text());
        }
    },
    ADD_CHECKPOINT(NoteRejected.class) {
        @Override
        List<byte[]> seeds() {
            return List.of(new AddCheckpoint(1, List.of(Digest.sha256(new byte[0])), note()).bytes());
        }

        @Override
        void read(byte[] bytes) throws NoteRejected {
            requireSame(bytes, AddCheckpoint.parse(bytes).bytes());
        }
    },
    TILE_PATH(IllegalArgumentException.class) {
        @Override
        List<byte[]> seeds() {
            return texts("tile/0/000", "tile/3/x001/x234/067.p/255", "tile/entries/x001/000.p/1");
        }

        @Override
        void read(byte[] bytes) {
            String text = text(bytes);
            requireSame(text, TilePath.format(TilePath.parse(text)));
        }
    },
    TILE(IllegalArgumentException.class) {
        @Override
        List<byte[]> seeds() {
            return List.of(new byte[3 * Digest.BYTES], new byte[TileId.FULL * Digest.BYTES]);
        }

        @Override
        void read(byte[] bytes) {
            Tile tile = new Tile(new TileId(0, 7, Math.clamp(bytes.length / Digest.BYTES, 1, TileId.FULL)), bytes);
            tile.hashes().forEach(hash -> requireSame(Digest.BYTES, hash.bytes().length));
        }
    },
    PROOF(NoteRejected.class) {
        @Override
        List<byte[]> seeds() {
            return List.of(LOG.proof(1, note()).format().getBytes(UTF_8));
        }

        @Override
        void read(byte[] bytes) throws NoteRejected {
            String text = text(bytes);
            requireSame(text, TlogProof.parse(text).format());
        }
    },
    /** Not parsed but checked: numbers and hashes as they come. */
    HASHES(ProofRejected.class, IllegalArgumentException.class) {
        @Override
        List<byte[]> seeds() {
            return List.of(ByteBuffer.allocate(16 + 64).putLong(1).putLong(3).array(), new byte[16]);
        }

        @Override
        void read(byte[] bytes) throws ProofRejected {
            ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(bytes, Math.max(16, bytes.length)));
            long index = in.getLong();
            long size = in.getLong();
            List<Digest> hashes = new ArrayList<>();
            while (in.remaining() >= Digest.BYTES) {
                byte[] hash = new byte[Digest.BYTES];
                in.get(hash);
                hashes.add(Digest.of(hash));
            }
            Digest any = Digest.sha256(bytes);
            if ((bytes.length & 1) == 0) {
                new InclusionProof(index, size, hashes).check(any, any);
            } else {
                new ConsistencyProof(index, size, hashes).check(any, any);
            }
        }
    },
    /** Whatever is wrong with a pack is in its verdict. */
    PACK {
        @Override
        List<byte[]> seeds() {
            return List.of(WHOLE.zip);
        }

        @Override
        void read(byte[] bytes) throws Exception {
            Verification.ofPack(() -> new ByteArrayInputStream(bytes), Trust.of(List.of(LOG.logKey.verifierKey())));
        }
    },
    TIMESTAMP(TimestampRejected.class) {
        @Override
        List<byte[]> seeds() throws Exception {
            TimestampRequest request = new TimestampRequest(Digest.sha256(new byte[0]), BigInteger.TEN);
            return List.of(AUTHORITY.answer(request.encoded(), TestAuthority.SINCE.plusSeconds(1)));
        }

        @Override
        void read(byte[] bytes) throws TimestampRejected {
            TimestampToken token = TimestampToken.parse(bytes);
            requireSame(bytes, token.bytes());
            token.check(token.imprint(), List.of(AUTHORITY.root()));
        }
    },
    VKEY(IllegalArgumentException.class) {
        @Override
        List<byte[]> seeds() {
            return texts(LOG.logKey.verifierKey().format(), LOG.witness.verifierKey().format(),
                    MLDSA.verifierKey().format());
        }

        @Override
        void read(byte[] bytes) {
            String text = text(bytes);
            requireSame(text, VerifierKey.parse(text).format());
        }
    },
    POLICY(IllegalArgumentException.class) {
        @Override
        List<byte[]> seeds() {
            return texts("log " + LOG.logKey.verifierKey() + " https://log.example\nwitness W "
                    + LOG.witness.verifierKey() + "\ngroup G any W\n# comment\n\nquorum G\n", "quorum none\n");
        }

        @Override
        void read(byte[] bytes) {
            WitnessPolicy.parse(text(bytes)).unmet(List.of());
        }
    },
    DISCLOSURE(IllegalArgumentException.class) {
        @Override
        List<byte[]> seeds() {
            return texts(TestPack.NOTE.encoded());
        }

        @Override
        void read(byte[] bytes) {
            String text = text(bytes);
            requireSame(text, Disclosure.parse(text).encoded());
        }
    };

    private static final TestPack WHOLE = TestPack.whole();
    private static final TestLog LOG = WHOLE.log;
    private static final NoteSigner MLDSA = MlDsa.cosigner(TestLog.ORIGIN, MlDsa.Key.ofSeed(new byte[32]),
            InstantSource.fixed(TestLog.START));
    private static final TestAuthority AUTHORITY = authority();

    private final List<Class<? extends Exception>> declared;

    @SafeVarargs
    ForeignBytes(Class<? extends Exception>... declared) {
        this.declared = List.of(declared);
    }

    /** Bytes that are well formed. */
    abstract List<byte[]> seeds() throws Exception;

    /** Reads, and looks that what was read is what was there. */
    abstract void read(byte[] bytes) throws Exception;

    /** Reads what may be anything; only what is not promised comes out. */
    void offer(byte[] bytes) {
        try {
            read(bytes);
        } catch (Exception e) {
            if (declared.stream().noneMatch(each -> each.isInstance(e))) {
                throw new AssertionError(this + " threw what it does not declare", e);
            }
        }
    }

    private static SignedNote note() {
        return LOG.checkpoint();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts).map(each -> each.getBytes(UTF_8)).toList();
    }

    private static TestAuthority authority() {
        try {
            return TestAuthority.named("Fuzzed");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void requireSame(byte[] read, byte[] written) {
        if (!Arrays.equals(read, written)) {
            throw new AssertionError("what was read is not written back byte for byte");
        }
    }

    private static void requireSame(Object read, Object written) {
        if (!read.equals(written)) {
            throw new AssertionError("what was read is not written back: " + written);
        }
    }
}
