package io.countersign.ledger.entry;

import io.countersign.ledger.hash.Digest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an entry's members in their fixed order, once, from left to right. */
final class EntryReader {

    private static final String TIME_SHAPE = "0000-00-00T00:00:00.000000Z";

    private final byte[] in;
    private int at;

    EntryReader(byte[] in) {
        this.in = in;
    }

    Entry entry() throws MalformedEntry {
        literal("specversion", "{\"specversion\":\"1.0\",");
        String id = member("id");
        String source = member("source");
        String type = member("type");
        String subject = member("subject");
        int timeAt = at;
        Instant time = time(member("time"), timeAt);
        int positionAt = at;
        long position = decimal("position", member("position"), positionAt);
        int previousAt = at;
        Digest previous = digest(member("previous"), previousAt);
        List<StreamIndex> streams = streams();
        Author author = author();
        String idempotencyKey = optional("idempotencykey");
        String requestDigest = optional("requestdigest");
        literal("datacontenttype", "\"datacontenttype\":\"application/json\",");
        literal("data", "\"data\":");
        String data = data();
        try {
            return new Entry(id, source, type, subject, time, position, previous, streams, author, idempotencyKey,
                    requestDigest, data);
        } catch (IllegalArgumentException e) {
            throw new MalformedEntry("entry", 0, message(e));
        }
    }

    private Author author() throws MalformedEntry {
        int start = at;
        String text = member("authtype");
        String person = optional("authid");
        for (Author.Kind kind : Author.Kind.values()) {
            if (kind.text().equals(text) && (kind == Author.Kind.SYSTEM) == (person == null)) {
                return new Author(kind, person);
            }
        }
        throw new MalformedEntry("authtype", start, text + (person == null ? " without authid" : " with authid"));
    }

    private List<StreamIndex> streams() throws MalformedEntry {
        literal("streams", "\"streams\":\"");
        List<StreamIndex> streams = new ArrayList<>(8);
        do {
            int start = at;
            String name = until("streams", '#');
            literal("streams", "#");
            String index = word("streams");
            try {
                streams.add(new StreamIndex(name, decimal("streams", index, start)));
            } catch (IllegalArgumentException e) {
                throw new MalformedEntry("streams", start, message(e));
            }
        } while (skipIf(' '));
        literal("streams", "\",");
        return streams;
    }

    private String data() throws MalformedEntry {
        int end = CompactJson.checkObject(in, at, in.length);
        String data = new String(in, at, end - at, StandardCharsets.UTF_8);
        at = end;
        literal("entry", "}");
        if (at != in.length) {
            throw new MalformedEntry("entry", at, "goes on after its end");
        }
        return data;
    }

    private String member(String name) throws MalformedEntry {
        literal(name, "\"" + name + "\":\"");
        String text = word(name);
        literal(name, "\",");
        return text;
    }

    private @Nullable String optional(String name) throws MalformedEntry {
        return at + 1 < in.length && startsWith(at + 1, name) ? member(name) : null;
    }

    private String word(String name) throws MalformedEntry {
        return until(name, '"');
    }

    /** Attribute text up to a delimiter, a space or a quote, whichever comes first; the caller checks which. */
    private String until(String name, char delimiter) throws MalformedEntry {
        int start = at;
        while (at < in.length && in[at] != delimiter && Attribute.allowed(in[at])) {
            at++;
        }
        if (at == start || at - start > Attribute.MAX_LENGTH) {
            throw new MalformedEntry(name, start, at == start ? "empty" : "longer than " + Attribute.MAX_LENGTH);
        }
        return new String(in, start, at - start, StandardCharsets.ISO_8859_1);
    }

    private Instant time(String text, int start) throws MalformedEntry {
        if (text.length() != TIME_SHAPE.length()) {
            throw new MalformedEntry("time", start, "not RFC 3339 UTC with six digits of fraction: " + text);
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new MalformedEntry("time", start, "not RFC 3339 UTC with six digits of fraction: " + text);
        }
    }

    private static long decimal(String name, String text, int start) throws MalformedEntry {
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && Long.toString(value).equals(text)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new MalformedEntry(name, start, "not a decimal number: " + text);
        }
        throw new MalformedEntry(name, start, "not a decimal number in its shortest form: " + text);
    }

    private static Digest digest(String text, int start) throws MalformedEntry {
        try {
            return Digest.ofBase64(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedEntry("previous", start, "not a base64 digest: " + text);
        }
    }

    private void literal(String name, String text) throws MalformedEntry {
        for (int i = 0; i < text.length(); i++) {
            if (!skipIf(text.charAt(i))) {
                throw new MalformedEntry(name, at, at < in.length ? "not as the format has it" : "cut short");
            }
        }
    }

    private boolean startsWith(int offset, String text) {
        if (in.length - offset < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (in[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean skipIf(char c) {
        if (at < in.length && in[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private static String message(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }
}
