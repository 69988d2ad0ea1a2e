package io.countersign.command.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads a report of any format. */
public final class Reports {

    private Reports() {}

    /**
     * Reads a file once to tell its format, unless that is given, and once more for what it says.
     *
     * @return what it says; trouble when it cannot be read whole, whatever the reason
     * @throws UncheckedIOException when the file itself cannot be read
     */
    public static Reading read(Source file, @Nullable Format given) {
        try {
            Format format = given == null ? recognise(file) : given;
            return format == null
                    ? Reading.troubled(null, empty(file)
                            ? "The file is empty."
                            : "The file is of no format that is known, or is larger than " + Bounded.MAX_BYTES
                                    + " bytes.")
                    : whole(file, format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean empty(Source file) throws IOException {
        try (InputStream in = file.open()) {
            return in.read() < 0;
        }
    }

    private static @Nullable Format recognise(Source file) throws IOException {
        try (InputStream in = file.open()) {
            return Recognition.of(in);
        }
    }

    private static Reading whole(Source file, Format format) throws IOException {
        try (Bounded in = new Bounded(file.open())) {
            Draft draft = new Draft();
            try {
                read(in, format, draft);
                return draft.done(format);
            } catch (Unreadable e) {
                if (in.broken() != null) {
                    throw in.broken();
                }
                String bound = in.complaint();
                return Reading.troubled(format, bound == null ? String.valueOf(e.getMessage()) : bound);
            }
        }
    }

    private static void read(Bounded in, Format format, Draft draft) throws Unreadable {
        switch (format) {
            case JUNIT -> Junit.read(in, draft);
            case JACOCO -> Jacoco.read(in, draft);
            case COBERTURA -> Cobertura.read(in, draft);
            case SARIF -> Sarif.read(in, draft);
            case CYCLONEDX -> CycloneDx.read(in, draft);
            case PIP_AUDIT -> PipAudit.read(in, draft);
            case REQUIREMENTS -> Requirements.read(in, draft);
            case PROMETHEUS -> PrometheusResult.read(in, draft);
        }
    }
}
