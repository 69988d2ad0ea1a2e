package io.countersign.ledger.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an entry's members in their fixed order, once, from left to right, and refuses every spelling but the one that {@link EntryCodec#encode} gives.
 * It looks at the bytes where they lie and builds nothing, so that a whole log can be read at the speed of its hashing; what it found of the
 * last entry can be asked until the next is scanned. For one thread.
 */
public final class EntryScanner {

    private static final int ID = 0;
    private static final int SOURCE = 2;
    private static final int TYPE = 4;
    private static final int SUBJECT = 6;
    private static final int PERSON = 8;
    private static final int KEY = 10;
    private static final int REQUEST = 12;
    private static final int DATA = 14;

    private static final byte[] BEGIN = ascii("{\"specversion\":\"1.0\",");
    private static final byte[] NAME_ID = name("id");
    private static final byte[] NAME_SOURCE = name("source");
    private static final byte[] NAME_TYPE = name("type");
    private static final byte[] NAME_SUBJECT = name("subject");
    private static final byte[] NAME_TIME = name("time");
    private static final byte[] NAME_POSITION = name("position");
    private static final byte[] NAME_PREVIOUS = name("previous");
    private static final byte[] NAME_STREAMS = name("streams");
    private static final byte[] NAME_AUTHTYPE = name("authtype");
    private static final byte[] NAME_AUTHID = name("authid");
    private static final byte[] NAME_KEY = name("idempotencykey");
    private static final byte[] NAME_REQUEST = name("requestdigest");
    private static final byte[] CONTENT_TYPE = ascii("\"datacontenttype\":\"application/json\",\"data\":");
    private static final byte[][] KINDS = kinds();

    /** Streams up to which each is compared with all before it; above, by a set. */
    private static final int FEW_STREAMS = 32;

    private final CompactJson json = new CompactJson();
    private final Base64Digest previous = new Base64Digest();

    private byte[] in = {};
    private int start;
    private int end;
    private int at;

    /** From and to of each text; an optional one that is absent has length 0. */
    private final int[] texts = new int[16];
    private long micros;
    private long position;
    private int kind;
    private int streams;
    private int[] streamSpans = new int[32];
    private long[] streamIndexes = new long[16];

    /**
     * Scans the entry that these bytes are.
     *
     * @param bytes not copied
     * @throws MalformedEntry naming the member and the offset of the first wrong byte, counted from {@code from}
     */
    public void scan(byte[] bytes, int from, int to) throws MalformedEntry {
        in = bytes;
        start = from;
        end = to;
        at = from;
        if (to - from > EntryCodec.MAX_BYTES) {
            at += EntryCodec.MAX_BYTES;
            throw fault("entry", to - from + " bytes; the most is " + EntryCodec.MAX_BYTES);
        }
        literal("specversion", BEGIN);
        text("id", NAME_ID, ID);
        text("source", NAME_SOURCE, SOURCE);
        text("type", NAME_TYPE, TYPE);
        text("subject", NAME_SUBJECT, SUBJECT);
        time();
        literal("position", NAME_POSITION);
        position = decimal("position");
        close("position");
        previous();
        readStreams();
        author();
        optional("idempotencykey", NAME_KEY, KEY);
        optional("requestdigest", NAME_REQUEST, REQUEST);
        literal("datacontenttype", CONTENT_TYPE);
        texts[DATA] = at;
        at = json.checkObject(in, start, at, end);
        texts[DATA + 1] = at;
        if (at == end || in[at] != '}') {
            throw fault("entry", at == end ? "cut short" : "not as the format has it");
        }
        if (++at != end) {
            throw fault("entry", "goes on after its end");
        }
    }

    /** Place in the log. */
    public long position() {
        return position;
    }

    /** When it was sealed, in microseconds since 1970. */
    public long micros() {
        return micros;
    }

    /** Whether the source is that text. */
    public boolean isFrom(byte[] asciiSource) {
        return Arrays.equals(in, texts[SOURCE], texts[SOURCE + 1], asciiSource, 0, asciiSource.length);
    }

    /** Whether the previous entry's leaf hash, as this one has it, is the one at an offset of an array. */
    public boolean follows(byte[] hashes, int offset) {
        return previous.is(hashes, offset);
    }

    /** Copies the previous entry's leaf hash, as this entry has it. */
    public void copyPrevious(byte[] target, int offset) {
        previous.copyTo(target, offset);
    }

    /** How many streams it belongs to. */
    public int streams() {
        return streams;
    }

    /** Where a stream's name begins in the scanned array. */
    public int streamFrom(int stream) {
        return streamSpans[2 * stream];
    }

    /** Where a stream's name ends in the scanned array. */
    public int streamTo(int stream) {
        return streamSpans[2 * stream + 1];
    }

    /** Its index in a stream. */
    public long streamIndex(int stream) {
        return streamIndexes[stream];
    }

    /** All of it, copied out. */
    public Entry entry() {
        List<StreamIndex> named = new ArrayList<>(streams);
        for (int i = 0; i < streams; i++) {
            named.add(new StreamIndex(latin(streamFrom(i), streamTo(i)), streamIndexes[i]));
        }
        Instant time = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
        Author author = new Author(Author.Kind.values()[kind], optional(PERSON));
        String data = new String(in, texts[DATA], texts[DATA + 1] - texts[DATA], StandardCharsets.UTF_8);
        return new Entry(text(ID), text(SOURCE), text(TYPE), text(SUBJECT), time, position, previous.digest(), named,
                author, optional(KEY), optional(REQUEST), data);
    }

    private String text(int which) {
        return latin(texts[which], texts[which + 1]);
    }

    private @Nullable String optional(int which) {
        return texts[which] == texts[which + 1] ? null : text(which);
    }

    private String latin(int from, int to) {
        return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private void text(String name, byte[] opening, int which) throws MalformedEntry {
        literal(name, opening);
        texts[which] = at;
        word(name);
        texts[which + 1] = at;
        close(name);
    }

    private void optional(String name, byte[] opening, int which) throws MalformedEntry {
        texts[which] = 0;
        texts[which + 1] = 0;
        if (startsWith(opening)) {
            text(name, opening, which);
        }
    }

    private void word(String name) throws MalformedEntry {
        int from = at;
        at = Attribute.skip(in, at, end, '"');
        requireLength(name, from);
    }

    private void requireLength(String name, int from) throws MalformedEntry {
        int length = at - from;
        if (length == 0 || length > Attribute.MAX_LENGTH) {
            at = from;
            throw fault(name, length == 0 ? "empty" : "longer than " + Attribute.MAX_LENGTH);
        }
    }

    private void time() throws MalformedEntry {
        literal("time", NAME_TIME);
        micros = TimeText.micros(in, at, end);
        if (micros < 0) {
            throw fault("time", "not RFC 3339 UTC from 1970 on with six digits of fraction");
        }
        at += TimeText.LENGTH;
        close("time");
    }

    private void previous() throws MalformedEntry {
        literal("previous", NAME_PREVIOUS);
        if (!previous.read(in, at, end)) {
            throw fault("previous", "not a base64 digest");
        }
        at += Base64Digest.LENGTH;
        close("previous");
    }

    private void readStreams() throws MalformedEntry {
        literal("streams", NAME_STREAMS);
        streams = 0;
        do {
            stream();
        } while (skipIf(' '));
        close("streams");
        requireDistinct();
    }

    private void stream() throws MalformedEntry {
        if (streams == streamIndexes.length) {
            streamIndexes = Arrays.copyOf(streamIndexes, 2 * streams);
            streamSpans = Arrays.copyOf(streamSpans, 4 * streams);
        }
        int from = at;
        at = Attribute.skip(in, at, end, '#');
        requireLength("streams", from);
        streamSpans[2 * streams] = from;
        streamSpans[2 * streams + 1] = at;
        if (!skipIf('#')) {
            throw fault("streams", "'#' and an index expected");
        }
        streamIndexes[streams++] = decimal("streams");
    }

    private void requireDistinct() throws MalformedEntry {
        Set<String> names = streams > FEW_STREAMS ? HashSet.newHashSet(streams) : Set.of();
        for (int i = 1; i < streams; i++) {
            boolean twice = streams > FEW_STREAMS
                    ? !names.add(latin(streamFrom(i), streamTo(i))) || sameName(0, i)
                    : namedBefore(i);
            if (twice) {
                at = streamFrom(i);
                throw fault("streams", "stream named twice: " + latin(streamFrom(i), streamTo(i)));
            }
        }
    }

    private boolean namedBefore(int stream) {
        for (int i = 0; i < stream; i++) {
            if (sameName(i, stream)) {
                return true;
            }
        }
        return false;
    }

    private boolean sameName(int one, int other) {
        int length = streamTo(one) - streamFrom(one);
        return length == streamTo(other) - streamFrom(other)
                && Arrays.equals(in, streamFrom(one), streamTo(one), in, streamFrom(other), streamTo(other));
    }

    private void author() throws MalformedEntry {
        literal("authtype", NAME_AUTHTYPE);
        int from = at;
        word("authtype");
        kind = 0;
        while (kind < KINDS.length && !Arrays.equals(in, from, at, KINDS[kind], 0, KINDS[kind].length)) {
            kind++;
        }
        close("authtype");
        optional("authid", NAME_AUTHID, PERSON);
        boolean named = texts[PERSON] != texts[PERSON + 1];
        if (kind == KINDS.length || (kind == Author.Kind.SYSTEM.ordinal()) == named) {
            at = from;
            throw fault("authtype", "none of the kinds, or " + (named ? "with" : "without") + " authid");
        }
    }

    private long decimal(String name) throws MalformedEntry {
        int from = at;
        long value = 0;
        while (at < end && in[at] >= '0' && in[at] <= '9') {
            int digit = in[at] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                at = from;
                throw fault(name, "a number beyond 63 bits");
            }
            value = value * 10 + digit;
            at++;
        }
        if (at == from || in[from] == '0' && at - from > 1) {
            at = from;
            throw fault(name, "not a decimal number in its shortest form");
        }
        return value;
    }

    private void close(String name) throws MalformedEntry {
        if (end - at < 2 || in[at] != '"' || in[at + 1] != ',') {
            if (at < end && in[at] == '"') {
                at++;
            }
            throw fault(name, at < end ? "not as the format has it" : "cut short");
        }
        at += 2;
    }

    private void literal(String name, byte[] text) throws MalformedEntry {
        if (!startsWith(text)) {
            int differs = Arrays.mismatch(in, at, end, text, 0, text.length);
            at += differs;
            throw fault(name, at < end ? "not as the format has it" : "cut short");
        }
        at += text.length;
    }

    private boolean startsWith(byte[] text) {
        return end - at >= text.length && Arrays.equals(in, at, at + text.length, text, 0, text.length);
    }

    private boolean skipIf(char c) {
        if (at < end && in[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private MalformedEntry fault(String name, String what) {
        return new MalformedEntry(name, at - start, what);
    }

    private static byte[][] kinds() {
        Author.Kind[] kinds = Author.Kind.values();
        byte[][] texts = new byte[kinds.length][];
        for (int i = 0; i < kinds.length; i++) {
            texts[i] = ascii(kinds[i].text());
        }
        return texts;
    }

    private static byte[] name(String member) {
        return ascii("\"" + member + "\":\"");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
