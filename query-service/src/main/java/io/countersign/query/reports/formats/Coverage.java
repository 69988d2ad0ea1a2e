package io.countersign.query.reports.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** Which characters a font can show. */
final class Coverage {

    private final BitSet shown = new BitSet();

    /** @param font a TrueType file; closed */
    static Coverage of(InputStream font) {
        Coverage coverage = new Coverage();
        try (font; TrueTypeFont read = new TTFParser().parse(new RandomAccessReadBuffer(font))) {
            CmapLookup map = read.getUnicodeCmapLookup();
            for (int c = ' '; c < 0x20000; c++) {
                coverage.shown.set(c, map.getGlyphId(c) != 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return coverage;
    }

    /** Only what the other shows as well. */
    Coverage and(Coverage other) {
        shown.and(other.shown);
        return this;
    }

    boolean shows(int c) {
        return shown.get(c);
    }
}
