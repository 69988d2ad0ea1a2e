package io.countersign.cli.session;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What a file's name says of its media type. A name that says nothing, or nothing that holds everywhere, leaves it to the service to look. */
final class FileNames {

    static final String UNSAID = "application/octet-stream";

    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"), Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"), Map.entry("webp", "image/webp"), Map.entry("svg", "image/svg+xml"),
            Map.entry("html", "text/html"), Map.entry("htm", "text/html"), Map.entry("xml", "application/xml"),
            Map.entry("json", "application/json"), Map.entry("sarif", "application/sarif+json"),
            Map.entry("jsonl", "application/jsonl"), Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"), Map.entry("toml", "application/toml"), Map.entry("csv", "text/csv"),
            Map.entry("tsv", "text/tab-separated-values"), Map.entry("md", "text/markdown"),
            Map.entry("txt", "text/plain"), Map.entry("log", "text/plain"), Map.entry("out", "text/plain"),
            Map.entry("diff", "text/x-diff"), Map.entry("patch", "text/x-diff"), Map.entry("sql", "application/sql"),
            Map.entry("sh", "application/x-sh"), Map.entry("eml", "message/rfc822"),
            Map.entry("zip", "application/zip"),
            Map.entry("gz", "application/gzip"), Map.entry("tgz", "application/gzip"),
            Map.entry("zst", "application/zstd"), Map.entry("xz", "application/x-xz"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("odt", "application/vnd.oasis.opendocument.text"),
            Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"));

    private FileNames() {}

    static String mediaType(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot < 1 ? UNSAID : TYPES.getOrDefault(name.substring(dot + 1), UNSAID);
    }
}
