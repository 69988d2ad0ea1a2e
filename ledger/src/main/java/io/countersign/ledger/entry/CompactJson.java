package io.countersign.ledger.entry;

import java.util.Arrays;

/**
 * Checks that bytes are one JSON object in its compact spelling, without building anything: no whitespace; strings escape only the quote,
 * the backslash and control characters, these as {@code \b \t \n \f \r} or backslash, {@code u00} and two upper-case digits; numbers are integers of at most 19 digits without
 * leading zeros or minus zero; no member twice; nesting at most 64 deep; UTF-8. One spelling per value is what makes an entry's bytes checkable. It runs
 * for every append and every entry verified, hence by hand. For one thread; used again for the next object.
 */
final class CompactJson {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_DIGITS = 19;

    private byte[] in = {};
    private int origin;
    private int end;
    private int at;
    /** Where the names of the objects being read begin and end; those of an inner object lie above those of the outer one. */
    private int[] names = new int[64];
    private int named;

    /**
     * @param origin from which offsets in faults are counted
     * @return the offset just after the object that begins at {@code start}
     */
    int checkObject(byte[] bytes, int origin, int start, int end) throws MalformedEntry {
        this.in = bytes;
        this.origin = origin;
        this.at = start;
        this.end = end;
        this.named = 0;
        object(0);
        return at;
    }

    private void value(int depth) throws MalformedEntry {
        switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> integer();
        }
    }

    private void object(int depth) throws MalformedEntry {
        enter(depth, '{');
        if (skipIf('}')) {
            return;
        }
        int first = named;
        do {
            int from = at;
            string();
            requireNew(first, from);
            expect(':');
            value(depth + 1);
        } while (skipIf(','));
        named = first;
        expect('}');
    }

    private void array(int depth) throws MalformedEntry {
        enter(depth, '[');
        if (skipIf(']')) {
            return;
        }
        do {
            value(depth + 1);
        } while (skipIf(','));
        expect(']');
    }

    private void enter(int depth, char open) throws MalformedEntry {
        if (depth >= MAX_DEPTH) {
            throw fault("nested more than " + MAX_DEPTH + " deep");
        }
        expect(open);
    }

    // one spelling per string: equal names have equal bytes
    private void requireNew(int first, int from) throws MalformedEntry {
        for (int i = first; i < named; i += 2) {
            if (names[i + 1] - names[i] == at - from && Arrays.equals(in, names[i], names[i + 1], in, from, at)) {
                at = from;
                throw fault("member named twice");
            }
        }
        if (named + 2 > names.length) {
            names = Arrays.copyOf(names, names.length * 2);
        }
        names[named++] = from;
        names[named++] = at;
    }

    private void string() throws MalformedEntry {
        expect('"');
        while (true) {
            skipPlain();
            int c = peek();
            if (c == '"') {
                at++;
                return;
            }
            if (c == '\\') {
                escape();
            } else if (c < 0x20) {
                throw fault("control character not escaped");
            } else if (c < 0x80) {
                at++;
            } else {
                utf8(c);
            }
        }
    }

    /** To the first byte that needs a look, or near the end. */
    private void skipPlain() {
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            long word = Bytes.word(in, at);
            long stops = Bytes.below(word, ' ') | Bytes.equalTo(word, '"') | Bytes.equalTo(word, '\\')
                    | Bytes.notAscii(word);
            if (stops != 0) {
                at += Bytes.first(stops);
                return;
            }
        }
    }

    /** One character beyond ASCII, as table 3-7 of the Unicode standard has them. */
    private void utf8(int lead) throws MalformedEntry {
        int more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        if (lead < 0xc2 || lead > 0xf4 || end - at <= more) {
            throw fault("not UTF-8");
        }
        int second = in[at + 1] & 0xff;
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        boolean good = second >= least && second <= most;
        for (int i = 2; i <= more; i++) {
            good &= (in[at + i] & 0xc0) == 0x80;
        }
        if (!good) {
            throw fault("not UTF-8");
        }
        at += more + 1;
    }

    private void escape() throws MalformedEntry {
        at++;
        switch (peek()) {
            case '"', '\\', 'b', 't', 'n', 'f', 'r' -> at++;
            case 'u' -> control();
            default -> throw fault("escape that compact JSON does not use");
        }
    }

    private void control() throws MalformedEntry {
        if (end - at < 5) {
            throw fault("cut short");
        }
        int high = in[at + 3] - '0';
        int low = "0123456789ABCDEF".indexOf(in[at + 4]);
        boolean zeros = in[at + 1] == '0' && in[at + 2] == '0';
        int code = high * 16 + low;
        if (!zeros || high < 0 || high > 1 || low < 0 || code == '\b' || code == '\t' || code == '\n' || code == '\f'
                || code == '\r') {
            throw fault("escape that compact JSON does not use");
        }
        at += 5;
    }

    private void integer() throws MalformedEntry {
        boolean negative = skipIf('-');
        int from = at;
        while (at < end && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        int digits = at - from;
        if (digits == 0) {
            throw fault("no value");
        }
        if (digits > MAX_DIGITS || in[from] == '0' && (digits > 1 || negative)) {
            at = from;
            throw fault("integer not in its shortest form, or longer than " + MAX_DIGITS + " digits");
        }
    }

    private void word(String word) throws MalformedEntry {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private boolean skipIf(char c) {
        if (at < end && in[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws MalformedEntry {
        if (!skipIf(c)) {
            throw fault(at < end ? "'" + c + "' expected" : "cut short");
        }
    }

    private int peek() throws MalformedEntry {
        if (at >= end) {
            throw fault("cut short");
        }
        return in[at] & 0xff;
    }

    private MalformedEntry fault(String what) {
        return new MalformedEntry("data", at - origin, what);
    }
}
