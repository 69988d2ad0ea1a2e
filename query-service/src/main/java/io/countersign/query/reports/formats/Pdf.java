package io.countersign.query.reports.formats;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.TextDirection;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Turns a page of XHTML into a PDF/A-3a that also follows PDF/UA: tagged, its fonts embedded (DejaVu Sans, for its coverage). It fetches nothing:
 * what the page refers to outside itself is left out. What {@linkplain #shows its fonts lack} must not stand in the page: it would come out as {@code #}.
 */
public final class Pdf {

    /** What the page's style calls the embedded font. */
    public static final String FONT = "Report";

    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";

    private static final class Shown {
        static final Coverage BY_BOTH = Coverage.of(open(FONTS + "DejaVuSans.ttf"))
                .and(Coverage.of(open(FONTS + "DejaVuSans-Bold.ttf")));
    }

    static {
        com.openhtmltopdf.util.XRLog.setLoggingEnabled(false);
    }

    private Pdf() {}

    /** Whether {@link #FONT} has a character, plain and bold. */
    public static boolean shows(int c) {
        return Shown.BY_BOTH.shows(c);
    }

    /** @param xhtml a whole document, well-formed, with a {@code lang}, a title and a description */
    public static byte[] render(String xhtml) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePdfAConformance(PdfAConformance.PDFA_3_A);
        builder.usePdfUaAccessibility(true);
        builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        builder.useFont(() -> open(FONTS + "DejaVuSans.ttf"), FONT, 400, FontStyle.NORMAL, true);
        builder.useFont(() -> open(FONTS + "DejaVuSans-Bold.ttf"), FONT, 700, FontStyle.NORMAL, true);
        builder.useFont(() -> open(FONTS + "DejaVuSansMono.ttf"), "Mono", 400, FontStyle.NORMAL, true);
        builder.useUnicodeBidiSplitter(RightToLeft.Splitter::new);
        builder.useUnicodeBidiReorderer(new RightToLeft());
        builder.defaultTextDirection(TextDirection.LTR);
        builder.useUriResolver((_, _) -> null);
        builder.withHtmlContent(xhtml, null);
        builder.toStream(out);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(Pdf.class.getResourceAsStream(resource), resource);
    }
}
