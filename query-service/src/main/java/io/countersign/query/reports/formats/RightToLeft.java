package io.countersign.query.reports.formats;

import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Texts in scripts that run from right to left, for the renderer: which parts of a paragraph do (UAX #9, as the JDK has it), and how those are drawn, their
 * Arabic letters {@linkplain ArabicLetters joined}. The renderer draws a paragraph's parts one after another, from left to right; so what stands between two
 * words of such a script, a number for one, belongs to one part with them.
 */
final class RightToLeft implements BidiReorderer {

    private static final String MIRRORED = "()[]{}<>«»‹›≤≥";

    /** Parts of a paragraph by direction. */
    static final class Splitter implements BidiSplitter {

        private final List<BidiTextRun> parts = new ArrayList<>();

        @Override
        public void setParagraph(String text, byte direction) {
            parts.clear();
            Bidi paragraph = new Bidi(text,
                    direction == RTL ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
            int begin = 0;
            for (int run = 0; run < paragraph.getRunCount(); run++) {
                boolean last = run == paragraph.getRunCount() - 1;
                boolean left = paragraph.getRunLevel(run) == 0;
                if (last || left != (paragraph.getRunLevel(run + 1) == 0)) {
                    parts.add(new BidiTextRun(begin, paragraph.getRunLimit(run) - begin, left ? LTR : RTL));
                    begin = paragraph.getRunLimit(run);
                }
            }
        }

        @Override
        public int countTextRuns() {
            return parts.size();
        }

        @Override
        public BidiTextRun getVisualRun(int index) {
            return parts.get(index);
        }

        /** That of the first letter that has one. */
        @Override
        public byte getBaseDirection(String text) {
            return text.codePoints().map(Character::getDirectionality)
                    .filter(d -> d == Character.DIRECTIONALITY_LEFT_TO_RIGHT || isRight(d))
                    .mapToObj(d -> isRight(d) ? RTL : LTR).findFirst().orElse(NEUTRAL);
        }

        private static boolean isRight(int direction) {
            return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
        }
    }

    /** A part as it is drawn, from left to right. */
    @Override
    public String reorderRTLTextToLTR(String text) {
        Bidi bidi = new Bidi(text, Bidi.DIRECTION_RIGHT_TO_LEFT);
        int count = bidi.getRunCount();
        byte[] levels = new byte[count];
        Integer[] order = new Integer[count];
        for (int i = 0; i < count; i++) {
            levels[i] = (byte) bidi.getRunLevel(i);
            order[i] = i;
        }
        Bidi.reorderVisually(levels, 0, order, 0, count);
        StringBuilder out = new StringBuilder(text.length());
        for (int run : order) {
            String part = text.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            out.append(bidi.getRunLevel(run) % 2 == 0 ? part : reversed(part));
        }
        return out.toString();
    }

    /** What is read as one letter stays together. */
    private static String reversed(String text) {
        BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(text);
        StringBuilder out = new StringBuilder(text.length());
        int end = letters.last();
        for (int begin = letters.previous(); begin != BreakIterator.DONE; begin = letters.previous()) {
            String letter = text.substring(begin, end);
            int mirror = letter.length() == 1 ? MIRRORED.indexOf(letter.charAt(0)) : -1;
            out.append(mirror < 0 ? letter : String.valueOf(MIRRORED.charAt(mirror ^ 1)));
            end = begin;
        }
        return out.toString();
    }

    @Override
    public String shapeText(String text) {
        return ArabicLetters.join(text);
    }

    @Override
    public String deshapeText(String text) {
        return ArabicLetters.part(text);
    }

    @Override
    public boolean isLiveImplementation() {
        return true;
    }
}
