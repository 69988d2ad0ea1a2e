package io.countersign.command.ingest.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes as text: UTF-8, or UTF-16 with its mark, or what an XML declaration says. What is not of its encoding is an error, never a question mark. */
final class Text {

    private static final int LOOK = 256;
    private static final Pattern DECLARED = Pattern
            .compile("\\A<\\?xml[^>]{0,100}?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");
    private static final List<String> KNOWN = List.of("UTF-8", "US-ASCII", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252",
            "UTF-16");

    private Text() {}

    /** @throws Unreadable when it is declared to be in an encoding that is not read here */
    static Reader of(InputStream bytes) throws IOException, Unreadable {
        BufferedInputStream in = new BufferedInputStream(bytes);
        in.mark(LOOK);
        byte[] start = in.readNBytes(LOOK);
        in.reset();
        Charset charset = mark(start, in);
        return new InputStreamReader(in, charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** Passes over a byte order mark; UTF-16's decoder does so itself. */
    private static Charset mark(byte[] start, InputStream in) throws IOException, Unreadable {
        if (starts(start, 0xEF, 0xBB, 0xBF)) {
            in.skipNBytes(3);
            return StandardCharsets.UTF_8;
        }
        if (starts(start, 0xFE, 0xFF) || starts(start, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        Matcher declared = DECLARED.matcher(new String(start, StandardCharsets.ISO_8859_1));
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        String name = declared.group(1).toUpperCase(java.util.Locale.ROOT);
        if (!KNOWN.contains(name)) {
            throw new Unreadable("The report is declared to be in an encoding that is not read here.");
        }
        return Charset.forName(name);
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
