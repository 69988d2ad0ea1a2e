package io.countersign.query.reports.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.openhtmltopdf.bidi.BidiSplitter;
import org.junit.jupiter.api.Test;

/** Hebrew and Arabic, written as code points so that no editor turns them around. */
class RightToLeftTest {

    private static final String SHALOM = "\u05e9\u05dc\u05d5\u05dd";
    private final RightToLeft drawing = new RightToLeft();

    @Test
    void words_are_drawn_from_the_right_and_numbers_in_them_are_not() {
        assertThat(drawing.reorderRTLTextToLTR(SHALOM)).isEqualTo("\u05dd\u05d5\u05dc\u05e9");
        assertThat(drawing.reorderRTLTextToLTR(SHALOM + " 123 (\u05d0)"))
                .isEqualTo("(\u05d0) 123 \u05dd\u05d5\u05dc\u05e9");
    }

    @Test
    void marks_stay_with_their_letters() {
        assertThat(drawing.reorderRTLTextToLTR("\u05d1\u05bc\u05d0")).isEqualTo("\u05d0\u05d1\u05bc");
    }

    @Test
    void a_number_between_words_belongs_to_them_and_one_after_plain_words_does_not() {
        RightToLeft.Splitter splitter = new RightToLeft.Splitter();
        splitter.setParagraph("Item 2: " + SHALOM + " 123 " + SHALOM + ", open 4", BidiSplitter.LTR);
        assertThat(splitter.countTextRuns()).isEqualTo(3);
        assertThat(splitter.getVisualRun(0).getLength()).isEqualTo(8);
        assertThat(splitter.getVisualRun(1).getDirection()).isEqualTo(BidiSplitter.RTL);
        assertThat(splitter.getVisualRun(1).getLength()).isEqualTo(13);
        assertThat(splitter.getBaseDirection("12 " + SHALOM + " a")).isEqualTo(BidiSplitter.RTL);
        assertThat(splitter.getBaseDirection("12")).isEqualTo(BidiSplitter.NEUTRAL);
    }

    /** U+0628 beh joins both neighbours, U+0627 alef only the one before it. */
    @Test
    void arabic_letters_join_their_neighbours_and_part_again() {
        assertThat(drawing.shapeText("\u0628\u0628\u0628")).isEqualTo("\ufe91\ufe92\ufe90");
        assertThat(drawing.shapeText("\u0627\u0628 \u0628")).isEqualTo("\ufe8d\ufe8f \ufe8f");
        assertThat(drawing.shapeText("\u0628\u064e\u0628")).isEqualTo("\ufe91\u064e\ufe90");
        assertThat(drawing.shapeText("\u0628\u0644\u0627")).isEqualTo("\ufe91\ufefc");
        assertThat(drawing.shapeText("\u0644\u0627\u0628")).isEqualTo("\ufefb\ufe8f");
        String text = "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645 \u0644\u0627 abc";
        assertThat(drawing.deshapeText(drawing.shapeText(text))).isEqualTo(text);
    }

    @Test
    void the_font_says_what_it_lacks() {
        assertThat("Az\u00e9\u03a9\u05d0\u0628\u2014".codePoints()).allMatch(Pdf::shows);
        assertThat("\u6771\u0e17\ud83d\ude80".codePoints()).noneMatch(Pdf::shows);
    }
}
