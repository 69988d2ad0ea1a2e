package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A Merkle tree that only grows, as an immutable value: its size and its right edge, which is all that appending needs. At every tile level it keeps the
 * hashes of the tile that is not yet full, and of that tile the roots of its largest complete subtrees, so that a root costs a hash per level and not
 * one per leaf. Fewer than 256 hashes per level: 2 KiB of references at a million leaves.
 */
public final class Tree {

    private static final Tree EMPTY = new Tree(0, List.of());

    private final long size;
    private final List<Edge> edges;

    private Tree(long size, List<Edge> edges) {
        this.size = size;
        this.edges = edges;
    }

    /** The tree without leaves. */
    public static Tree empty() {
        return EMPTY;
    }

    /**
     * A tree of leaves that are stored already. Reads the tiles of its right edge, one per level at most, in one go.
     *
     * <p>
     * Nothing stored is trusted by the caller's accepting it: compare {@link #root()} with a checkpoint.
     */
    public static Tree load(long size, TileSource tiles) {
        List<TileId> wanted = new ArrayList<>();
        for (int level = 0; size >>> TileId.HEIGHT * level > 0; level++) {
            long hashes = size >>> TileId.HEIGHT * level;
            if (hashes % TileId.FULL > 0) {
                wanted.add(TileId.in(size, level, hashes / TileId.FULL));
            }
        }
        TileSet read = TileSet.read(tiles, wanted);
        List<Edge> edges = new ArrayList<>();
        for (int level = 0; size >>> TileId.HEIGHT * level > 0; level++) {
            edges.add(new Edge());
        }
        for (TileId id : wanted) {
            read.tile(id).hashes().forEach(edges.get(id.level())::add);
        }
        return new Tree(size, edges);
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /**
     * A tree with more leaves; this one stays as it is.
     *
     * @param leaves    leaf hashes, in the log's order
     * @param fullTiles told of every tile that these leaves complete, lower levels first where one completes another
     */
    public Tree append(List<Digest> leaves, Consumer<Tile> fullTiles) {
        List<Edge> grown = new ArrayList<>(edges.size() + 1);
        for (Edge edge : edges) {
            grown.add(new Edge(edge));
        }
        long count = size;
        for (Digest leaf : leaves) {
            add(grown, leaf, count++, fullTiles);
        }
        return new Tree(count, grown);
    }

    private static void add(List<Edge> edges, Digest leaf, long position, Consumer<Tile> fullTiles) {
        Digest hash = leaf;
        long place = position;
        for (int level = 0;; level++) {
            if (level == edges.size()) {
                edges.add(new Edge());
            }
            Edge edge = edges.get(level);
            edge.add(hash);
            if (edge.width() < TileId.FULL) {
                return;
            }
            fullTiles.accept(Tile.of(new TileId(level, place / TileId.FULL, TileId.FULL), edge.hashes()));
            hash = edge.clearForRoot();
            place /= TileId.FULL;
        }
    }

    /** The tree's root; of the empty tree, SHA-256 of nothing. */
    public Digest root() {
        List<Digest> roots = subtreeRoots();
        return roots.isEmpty() ? TreeHasher.EMPTY : Subtree.fold(roots);
    }

    private List<Digest> subtreeRoots() {
        List<Digest> roots = new ArrayList<>();
        for (int level = edges.size() - 1; level >= 0; level--) {
            roots.addAll(edges.get(level).subtreeRoots());
        }
        return roots;
    }

    /** The largest complete subtrees it is made of, with their roots. */
    Map<Subtree, Digest> subtrees() {
        List<Digest> roots = subtreeRoots();
        List<Subtree> parts = Subtree.split(0, size);
        Map<Subtree, Digest> subtrees = new HashMap<>();
        for (int i = 0; i < roots.size(); i++) {
            subtrees.put(parts.get(i), roots.get(i));
        }
        return subtrees;
    }

    /**
     * The tiles of this tree: those of its right edge from memory, every other from where full tiles are stored.
     *
     * @param fullTiles asked for full tiles only
     */
    public TileSource tiles(TileSource fullTiles) {
        return wanted -> {
            List<TileId> elsewhere = wanted.stream().filter(id -> !onEdge(id)).map(TileId::full).toList();
            List<byte[]> read = elsewhere.isEmpty() ? List.of() : fullTiles.read(elsewhere);
            List<byte[]> answer = new ArrayList<>(wanted.size());
            int next = 0;
            for (TileId id : wanted) {
                answer.add(onEdge(id) ? edge(id) : read.get(next++));
            }
            return answer;
        };
    }

    private boolean onEdge(TileId id) {
        return id.level() >= 0 && id.level() < edges.size()
                && id.index() == (size >>> TileId.HEIGHT * id.level()) / TileId.FULL
                && id.isWithin(size);
    }

    private byte[] edge(TileId id) {
        return Tile.of(id, edges.get(id.level()).hashes().subList(0, id.width())).bytes();
    }

    /** The not yet full tile of one level. */
    private static final class Edge {

        private final ArrayList<Digest> hashes;
        private final ArrayList<Digest> subtrees;

        Edge() {
            hashes = new ArrayList<>();
            subtrees = new ArrayList<>(TileId.HEIGHT + 1);
        }

        Edge(Edge other) {
            hashes = new ArrayList<>(other.hashes);
            subtrees = new ArrayList<>(other.subtrees);
        }

        void add(Digest hash) {
            hashes.add(hash);
            subtrees.add(hash);
            // like a carry in binary addition: equal heights at the end join
            for (int n = hashes.size(); (n & 1) == 0; n >>= 1) {
                Digest right = subtrees.removeLast();
                subtrees.add(TreeHasher.node(subtrees.removeLast(), right));
            }
        }

        int width() {
            return hashes.size();
        }

        List<Digest> hashes() {
            return hashes;
        }

        List<Digest> subtreeRoots() {
            return subtrees;
        }

        Digest clearForRoot() {
            Digest root = subtrees.getFirst();
            hashes.clear();
            subtrees.clear();
            return root;
        }
    }
}
