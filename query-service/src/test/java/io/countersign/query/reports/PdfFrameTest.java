package io.countersign.query.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.query.reports.formats.Pdf;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PdfFrameTest {

    /** Rows are not parted, so that a long one goes to the next page as a whole; what is above it goes along. */
    @Test
    void a_tables_head_and_title_stand_on_the_page_of_its_first_row() throws IOException {
        Markup out = new Markup();
        for (int i = 0; i < 30; i++) {
            out.element("p", "before");
        }
        out.element("h2", "Title").table("20% Head", "80% Said");
        out.row(List.of("first", "words that fill a cell ".repeat(120))).row(List.of("second", "")).endTable();
        String page = PdfFrame.page("Report", "this", "this", JsonMapper.shared().createObjectNode(), out);

        try (var pdf = Loader.loadPDF(Pdf.render(page))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            PDFTextStripper text = new PDFTextStripper();
            text.setEndPage(1);
            assertThat(text.getText(pdf)).contains("before").doesNotContain("Title", "Head", "first");
        }
    }
}
