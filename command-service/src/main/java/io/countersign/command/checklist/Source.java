package io.countersign.command.checklist;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes as text, strictly: UTF-8, of bounded size, no NUL. A byte order mark is dropped. */
final class Source {

    private Source() {}

    static String text(byte[] bytes, int maxBytes, String field) throws MalformedChecklist {
        if (bytes.length > maxBytes) {
            throw new MalformedChecklist(field, 0,
                    "The file has " + bytes.length + " bytes; at most " + maxBytes + " are read.");
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new MalformedChecklist(field, line(bytes, i), "The file is binary: it holds a NUL byte");
            }
        }
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        if (utf8.decode(in, out, true).isError()) {
            throw new MalformedChecklist(field, line(bytes, in.position()), "The file is not valid UTF-8");
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Line ends as Markdown and YAML know them: LF, CR LF and CR. */
    private static int line(byte[] bytes, int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n')) {
                line++;
            }
        }
        return line;
    }
}
