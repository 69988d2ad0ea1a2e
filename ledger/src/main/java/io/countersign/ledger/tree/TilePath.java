package io.countersign.ledger.tree;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile is served, relative to the log's prefix, as C2SP tlog-tiles writes it: {@code tile/<L>/<N>[.p/<W>]}, with {@code N} in groups of three digits
 * that begin with an {@code x} but for the last. Tile 1234067 of level 0 is {@code tile/0/x001/x234/067}; entry bundles have {@code entries} in place of the level.
 */
public final class TilePath {

    private static final Pattern SHAPE = Pattern
            .compile("tile/([0-7]|entries)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    private TilePath() {}

    /** The path, without a leading slash. */
    public static String format(TileId tile) {
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%03d", tile.index() % 1000));
        for (long rest = tile.index() / 1000; rest > 0; rest /= 1000) {
            out.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
        }
        out.insert(0, tile.level() == TileId.ENTRIES ? "tile/entries/" : "tile/" + tile.level() + "/");
        if (!tile.isFull()) {
            out.append(".p/").append(tile.width());
        }
        return out.toString();
    }

    /**
     * Reads a path without leading slash, in the one spelling that {@link #format} gives.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static TileId parse(String path) {
        Matcher shape = SHAPE.matcher(path);
        if (!shape.matches()) {
            throw new IllegalArgumentException("no tile path: " + path);
        }
        int level = shape.group(1).equals("entries") ? TileId.ENTRIES : Integer.parseInt(shape.group(1));
        long index = Long.parseLong(shape.group(2).replace("x", "").replace("/", ""));
        int width = shape.group(3) == null ? TileId.FULL : Integer.parseInt(shape.group(3));
        TileId tile = new TileId(level, index, width);
        if (!format(tile).equals(path)) {
            throw new IllegalArgumentException("tile path not in its shortest form: " + path);
        }
        return tile;
    }
}
