package io.countersign.ledger.entry;

import java.util.Arrays;

/**
 * Checks that bytes are one JSON object in its compact spelling, without building anything: no whitespace; strings escape only the quote,
 * the backslash and control characters, these as {@code \b \t \n \f \r} or backslash, {@code u00} and two upper-case digits; numbers are integers of at most 19 digits without
 * leading zeros or minus zero; no member twice; nesting at most 64 deep. One spelling per value is what makes an entry's bytes checkable. It runs
 * for every append, hence by hand. That the bytes are UTF-8 is not checked here.
 */
final class CompactJson {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_DIGITS = 19;

    private final byte[] in;
    private final int end;
    private int at;

    private CompactJson(byte[] in, int start, int end) {
        this.in = in;
        this.at = start;
        this.end = end;
    }

    /** @return the offset just after the object that begins at {@code start} */
    static int checkObject(byte[] in, int start, int end) throws MalformedEntry {
        CompactJson scan = new CompactJson(in, start, end);
        scan.object(0);
        return scan.at;
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
        int[] names = new int[16];
        int count = 0;
        do {
            int from = at;
            string();
            requireNew(names, count, from, at);
            if (2 * count + 2 > names.length) {
                names = Arrays.copyOf(names, names.length * 2);
            }
            names[2 * count] = from;
            names[2 * count++ + 1] = at;
            expect(':');
            value(depth + 1);
        } while (skipIf(','));
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
    private void requireNew(int[] names, int count, int from, int to) throws MalformedEntry {
        for (int i = 0; i < count; i++) {
            if (names[2 * i + 1] - names[2 * i] == to - from
                    && Arrays.equals(in, names[2 * i], names[2 * i + 1], in, from, to)) {
                at = from;
                throw fault("member named twice");
            }
        }
    }

    private void string() throws MalformedEntry {
        expect('"');
        while (true) {
            int c = peek();
            if (c == '"') {
                at++;
                return;
            }
            if (c == '\\') {
                escape();
            } else if (c < 0x20) {
                throw fault("control character not escaped");
            } else {
                at++;
            }
        }
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
        return new MalformedEntry("data", at, what);
    }
}
