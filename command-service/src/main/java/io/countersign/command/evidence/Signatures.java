package io.countersign.command.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a file say that it is: a short list of formats that cannot be mistaken, whose signatures are their specifications' own. Text is
 * told from other bytes, and markup from other text; more is not guessed. Each look is at no more than {@value #HEAD_BYTES} bytes, and takes microseconds.
 */
final class Signatures {

    /** As many of a file's first bytes are looked at. */
    static final int HEAD_BYTES = 1 << 14;

    static final String UNKNOWN = "application/octet-stream";
    static final String TEXT = "text/plain";
    static final String HTML = "text/html";
    static final String XML = "application/xml";
    static final String SVG = "image/svg+xml";
    static final String XHTML = "application/xhtml+xml";
    static final String ZIP = "application/zip";
    static final String OLE = "application/x-ole-storage";

    /** @param runnable whether a machine may run such a file as it is */
    private record Signature(String type, boolean runnable, Predicate<byte[]> of) {}

    private static final List<Signature> ALL = List.of(
            program("application/vnd.microsoft.portable-executable", b -> at(b, 0, "4d5a") && zeroWithin(b, 64)),
            program("application/x-elf", b -> at(b, 0, "7f454c46")),
            program("application/x-mach-binary", Signatures::machO),
            program("application/java-vm", b -> at(b, 0, "cafebabe")),
            program("application/wasm", b -> at(b, 0, "0061736d")),
            program("application/vnd.android.dex", b -> at(b, 0, "6465780a30")),
            program("application/x-ms-shortcut", b -> at(b, 0, "4c0000000114020000000000c000000000000046")),
            program("application/vnd.ms-cab-compressed", b -> at(b, 0, "4d53434600000000")),
            file("application/pdf", b -> at(b, 0, "255044462d") || at(b, 0, "efbbbf255044462d")),
            file("image/png", b -> at(b, 0, "89504e470d0a1a0a")), file("image/jpeg", b -> at(b, 0, "ffd8ff")),
            file("image/gif", b -> at(b, 0, "474946383761") || at(b, 0, "474946383961")),
            file("image/webp", b -> at(b, 0, "52494646") && at(b, 8, "57454250")),
            file("image/tiff", b -> at(b, 0, "49492a00") || at(b, 0, "4d4d002a")),
            file("image/bmp", b -> at(b, 0, "424d") && at(b, 6, "00000000")),
            file("image/avif", b -> at(b, 4, "6674797061766966")),
            file("image/heic", b -> at(b, 4, "66747970686569") || at(b, 4, "667479706d696631")),
            file("video/quicktime", b -> at(b, 4, "6674797071742020")),
            file("video/mp4", b -> at(b, 4, "66747970")), file("video/webm", b -> at(b, 0, "1a45dfa3")),
            file("audio/wav", b -> at(b, 0, "52494646") && at(b, 8, "57415645")),
            file("audio/ogg", b -> at(b, 0, "4f67675300")),
            file(ZIP, b -> at(b, 0, "504b0304") || at(b, 0, "504b0506") || at(b, 0, "504b0708")),
            file("application/gzip", b -> at(b, 0, "1f8b08")), file("application/zstd", b -> at(b, 0, "28b52ffd")),
            file("application/x-xz", b -> at(b, 0, "fd377a585a00")),
            file("application/x-bzip2", b -> at(b, 0, "425a68") && at(b, 4, "314159265359")),
            file("application/x-7z-compressed", b -> at(b, 0, "377abcaf271c")),
            file("application/vnd.rar", b -> at(b, 0, "526172211a07")),
            file("application/x-tar", b -> at(b, 257, "7573746172")), file(OLE, b -> at(b, 0, "d0cf11e0a1b11ae1")),
            file("application/vnd.sqlite3", b -> at(b, 0, "53514c69746520666f726d6174203300")),
            file("application/postscript", b -> at(b, 0, "25215053")),
            file("application/rtf", b -> at(b, 0, "7b5c727466")));

    private Signatures() {}

    private static Signature file(String type, Predicate<byte[]> of) {
        return new Signature(type, false, of);
    }

    private static Signature program(String type, Predicate<byte[]> of) {
        return new Signature(type, true, of);
    }

    /** Whether files of this type begin in a way that is known here. */
    static boolean known(String type) {
        return ALL.stream().anyMatch(s -> s.type().equals(type));
    }

    /** Whether a machine may run a file of this type as it is. */
    static boolean runnable(String type) {
        return ALL.stream().anyMatch(s -> s.runnable() && s.type().equals(type));
    }

    /** The media type of a file that begins so; of several that it could be, what a machine may run comes first. */
    static String of(byte[] head) {
        Optional<String> found = ALL.stream().filter(s -> s.of().test(head)).map(Signature::type).findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        String text = TextHead.of(head);
        return text == null ? UNKNOWN : markup(text);
    }

    private static String markup(String text) {
        String begin = text.substring(0, Math.min(text.length(), 4_096)).toLowerCase(Locale.ROOT);
        String rest = begin.strip();
        boolean declared = rest.startsWith("<?xml");
        String element = firstElement(rest);
        if (element == null) {
            return declared ? XML : TEXT;
        }
        return switch (element) {
            case "!doctype html", "html", "head", "body", "script", "iframe" -> declared ? XHTML : HTML;
            case "svg", "!doctype svg" -> SVG;
            default -> declared ? XML : TEXT;
        };
    }

    /** The name in the first tag that is no comment and no instruction; null where there is none. */
    private static @Nullable String firstElement(String text) {
        String rest = text;
        while (rest.startsWith("<?") || rest.startsWith("<!--")) {
            String end = rest.startsWith("<?") ? "?>" : "-->";
            int at = rest.indexOf(end);
            if (at < 0) {
                return null;
            }
            rest = rest.substring(at + end.length()).stripLeading();
        }
        if (!rest.startsWith("<")) {
            return null;
        }
        String tag = rest.substring(1).split("[>/\\[]", 2)[0].strip();
        String[] words = tag.split("\\s+", 3);
        String name = words[0].startsWith("!doctype") && words.length > 1 ? "!doctype " + words[1] : words[0];
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(colon + 1);
    }

    /** Alone, or several for different machines: then a count, which in a Java class is its version and higher. */
    private static boolean machO(byte[] b) {
        return at(b, 0, "feedface") || at(b, 0, "feedfacf") || at(b, 0, "cefaedfe") || at(b, 0, "cffaedfe")
                || at(b, 0, "cafebabe000000") && b.length > 7 && b[7] < 40;
    }

    private static boolean zeroWithin(byte[] b, int most) {
        for (int i = 0; i < Math.min(b.length, most); i++) {
            if (b[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean at(byte[] bytes, int offset, String hex) {
        int length = hex.length() / 2;
        if (bytes.length < offset + length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int digits = Character.digit(hex.charAt(2 * i), 16) << 4 | Character.digit(hex.charAt(2 * i + 1), 16);
            if ((bytes[offset + i] & 0xff) != digits) {
                return false;
            }
        }
        return true;
    }

    /** A text's beginning, decoded; what cannot be text is null. */
    private static final class TextHead {

        /** Control characters that stand in texts: tab, line feed, form feed, carriage return, backspace, escape. */
        private static final String USUAL = "\t\n\f\r\b\u001b";

        static @Nullable String of(byte[] head) {
            if (head.length == 0) {
                return null;
            }
            if (at(head, 0, "fffe")) {
                return new String(head, 2, head.length - 2, StandardCharsets.UTF_16LE);
            }
            if (at(head, 0, "feff")) {
                return new String(head, 2, head.length - 2, StandardCharsets.UTF_16BE);
            }
            int begin = at(head, 0, "efbbbf") ? 3 : 0;
            String text = new String(head, begin, head.length - begin, StandardCharsets.UTF_8);
            long odd = text.chars().filter(c -> c < ' ' && USUAL.indexOf(c) < 0 || c == 0x7f || c == 0xfffd).count();
            // a stray byte does not make a log something else; older encodings have some letters that UTF-8 does not know
            long most = Math.max(text.length() / 50, head.length == HEAD_BYTES ? 1 : 0);
            return odd <= most || latin(head) ? text : null;
        }

        /** Text of one byte for each character, most of it ASCII. */
        private static boolean latin(byte[] head) {
            int letters = 0;
            for (byte b : head) {
                if (b >= 0 && b < ' ' && USUAL.indexOf(b) < 0 || b == 0x7f || b < (byte) 0xa0 && b < 0) {
                    return false;
                }
                letters += b < 0 ? 1 : 0;
            }
            return letters <= head.length / 4;
        }
    }
}
