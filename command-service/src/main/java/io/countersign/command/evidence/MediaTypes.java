package io.countersign.command.evidence;

import static io.countersign.command.evidence.Signatures.HTML;
import static io.countersign.command.evidence.Signatures.OLE;
import static io.countersign.command.evidence.Signatures.SVG;
import static io.countersign.command.evidence.Signatures.TEXT;
import static io.countersign.command.evidence.Signatures.UNKNOWN;
import static io.countersign.command.evidence.Signatures.XHTML;
import static io.countersign.command.evidence.Signatures.XML;
import static io.countersign.command.evidence.Signatures.ZIP;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a declared media type and the one that the bytes show can both be true, and which of them says more. Types are lower case, without parameters. */
final class MediaTypes {

    private static final Pattern TYPE = Pattern
            .compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");

    /** Other names of what has a signature. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("application/x-pdf", "application/pdf"), Map.entry("image/jpg", "image/jpeg"),
            Map.entry("image/pjpeg", "image/jpeg"), Map.entry("image/x-png", "image/png"),
            Map.entry("image/x-ms-bmp", "image/bmp"), Map.entry("application/x-zip-compressed", ZIP),
            Map.entry("application/x-zip", ZIP), Map.entry("application/x-gzip", "application/gzip"),
            Map.entry("application/x-tgz", "application/gzip"),
            Map.entry("application/x-gtar-compressed", "application/gzip"),
            Map.entry("application/x-rar-compressed", "application/vnd.rar"),
            Map.entry("application/x-sqlite3", "application/vnd.sqlite3"),
            Map.entry("application/x-bzip", "application/x-bzip2"), Map.entry("text/rtf", "application/rtf"),
            Map.entry("text/xml", XML), Map.entry("audio/x-wav", "audio/wav"), Map.entry("audio/vnd.wave", "audio/wav"),
            Map.entry("image/heif", "image/heic"),
            Map.entry("application/x-msdownload", "application/vnd.microsoft.portable-executable"),
            Map.entry("application/x-dosexec", "application/vnd.microsoft.portable-executable"),
            Map.entry("application/x-msdos-program", "application/vnd.microsoft.portable-executable"),
            Map.entry("application/x-executable", "application/x-elf"),
            Map.entry("application/x-pie-executable", "application/x-elf"),
            Map.entry("application/x-sharedlib", "application/x-elf"),
            Map.entry("application/x-object", "application/x-elf"),
            Map.entry("application/x-java-class", "application/java-vm"));

    /** What is sent by who knows no better; the second is curl's own. */
    private static final Set<String> NOTHING = Set.of(UNKNOWN, "application/x-www-form-urlencoded",
            "binary/octet-stream", "application/x-binary", "application/unknown");

    private static final Set<String> TEXTS = Set.of("application/json", XML, "application/yaml", "application/x-yaml",
            "application/toml", "application/sql", "application/javascript", "application/ecmascript",
            "application/x-sh", "application/x-shellscript", "application/x-ndjson", "application/jsonl",
            "application/x-pem-file", "application/pgp-signature", "application/pgp-keys", "application/x-tex",
            "application/xml-dtd", "application/graphql", "application/x-python");

    /** Texts that may hold anything, markup too. */
    private static final Set<String> ANY_TEXT = Set.of(TEXT, "text/markdown", "text/x-markdown", "text/x-log",
            "text/x-web-markdown");

    private static final String EXCEL = "application/vnd.ms-excel";

    private static final Set<String> OLES = Set.of("application/msword", EXCEL,
            "application/vnd.ms-powerpoint", "application/vnd.ms-outlook", "application/vnd.visio",
            "application/vnd.ms-project", "application/x-msi");

    /** Each a container that begins in one way, whatever is in it: ISO/IEC 14496-12, Matroska, Ogg. */
    private static final List<Set<String>> CONTAINERS = List.of(
            Set.of("video/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "video/3gpp2", "audio/mp4",
                    "audio/x-m4a", "audio/3gpp", "audio/3gpp2", "image/heic", "image/avif"),
            Set.of("video/webm", "audio/webm", "video/x-matroska", "audio/x-matroska"),
            Set.of("audio/ogg", "video/ogg", "application/ogg", "audio/opus"));

    /** What holds other formats, so that a type nobody here knows may lie in it. */
    private static final Set<String> HOLDERS = Set.of(UNKNOWN, TEXT, XML, ZIP, OLE, "application/gzip",
            "application/vnd.sqlite3");

    private MediaTypes() {}

    /** The type in a header's value, whatever its case and parameters; empty when it is none. */
    static Optional<String> parse(String header) {
        int end = header.indexOf(';');
        String type = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return TYPE.matcher(type).matches() ? Optional.of(type) : Optional.empty();
    }

    /** Whether a declared type says anything. */
    static boolean says(String declared) {
        return !NOTHING.contains(declared);
    }

    /** Whether a file that begins as {@code shown} may be of the declared type. @param empty whether the file has no byte */
    static boolean compatible(String declared, String shown, boolean empty) {
        String type = meant(declared, shown);
        if (!says(type) || type.equals(shown)) {
            return true;
        }
        if (isText(type)) {
            return empty || (isMarkup(shown) ? fits(type, shown) : shown.equals(TEXT));
        }
        Optional<Set<String>> container = CONTAINERS.stream().filter(c -> c.contains(type)).findFirst();
        if (container.isPresent()) {
            return container.get().contains(shown);
        }
        if (Signatures.known(type)) {
            return false;
        }
        if (inZip(type)) {
            return shown.equals(ZIP);
        }
        if (OLES.contains(type)) {
            return shown.equals(OLE);
        }
        boolean media = type.startsWith("image/") || type.startsWith("audio/") || type.startsWith("video/");
        return media ? shown.equals(UNKNOWN) : HOLDERS.contains(shown);
    }

    /** Of two compatible types the one that says more. */
    static String closer(String declared, String shown) {
        String type = meant(declared, shown);
        boolean shownSaysMore = isMarkup(shown) && (type.equals(XML) || ANY_TEXT.contains(type));
        return !says(type) || shownSaysMore ? shown : type;
    }

    /** On Windows with Excel, browsers declare CSV files as Excel's own; those begin as OLE files do. */
    private static String meant(String declared, String shown) {
        String type = ALIASES.getOrDefault(declared, declared);
        return type.equals(EXCEL) && !shown.equals(OLE) ? "text/csv" : type;
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") || type.startsWith("message/") || TEXTS.contains(type) || type.endsWith("+xml")
                || type.endsWith("+json") || type.endsWith("+yaml");
    }

    private static boolean isMarkup(String shown) {
        return Set.of(HTML, XHTML, XML, SVG).contains(shown);
    }

    /** Of texts, when the bytes are markup. */
    private static boolean fits(String type, String shown) {
        if (ANY_TEXT.contains(type)) {
            return true;
        }
        boolean html = shown.equals(HTML) || shown.equals(XHTML);
        return switch (type) {
            case HTML, XHTML -> html || shown.equals(XML);
            case SVG -> shown.equals(XML);
            case XML -> !shown.equals(HTML);
            default -> type.endsWith("+xml") && shown.equals(XML);
        };
    }

    private static boolean inZip(String type) {
        return type.endsWith("+zip") || type.startsWith("application/vnd.openxmlformats-officedocument.")
                || type.startsWith("application/vnd.oasis.opendocument.")
                || type.startsWith("application/vnd.ms-") && type.endsWith(".12")
                || type.equals("application/java-archive") || type.equals("application/vnd.android.package-archive");
    }
}
