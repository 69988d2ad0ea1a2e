package io.countersign.query.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.query.answer.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "All merge-conflicts resolved (100%)|all merge conflicts resolved 100",
        "https://claims.example/health?x=1|https claims example health x 1",
        "pre-deployment.code-quality|pre deployment code quality", "Ｆｕｌｌ　ｗｉｄｔｈ ﬁle|full width file",
        "e\u0302tre ÊTRE|être être", "冻结窗口 v2|冻 结 窗 口 v2", "デプロイ|デ プ ロ イ", "배포 완료|배포 완료",
        "שלום עולם|שלום עולם", "نشر، اليوم|نشر اليوم", "नमस्ते|नमस्ते", "🎉 done 👩‍💻|done", "' or 1=1 --|or 1 1"})
    void a_text_is_cut_into_lower_case_words_of_letters_marks_and_digits(String text, String words) {
        assertThat(Words.of(text)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"freeze|freeze", "Freeze -noon|freeze -noon",
        "\"Begins at\" or x|\" begins at \" or x", "a -\"b c\"|a -\" b c \"", "pre-deploy|pre deploy", "- a --b|a b",
        "a & (b, !c):*|a b c"})
    void a_question_keeps_quotes_and_leading_dashes_and_nothing_else(String question, String asked) {
        assertThat(Words.asked("q", question)).isEqualTo(asked);
    }

    @Test
    void a_question_without_a_word_too_long_or_with_a_word_that_nothing_has_is_refused() {
        for (String bad : new String[]{"", " ", "-", "\"\"", "&|!", "🎉", "a".repeat(Words.MOST + 1),
            "\u0e01".repeat(700)}) {
            assertThatThrownBy(() -> Words.asked("q", bad)).isInstanceOf(Problem.Raised.class);
        }
    }

    @Test
    void the_last_word_goes_on_unless_it_is_closed() {
        assertThat(Words.goesOn("free")).isTrue();
        assertThat(Words.goesOn("free ")).isFalse();
        assertThat(Words.goesOn("\"free\"")).isFalse();
        assertThat(Words.goesOn("")).isFalse();
    }
}
