package io.countersign.cli.report;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.Session;
import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The file that a report is written into, and the moment it is as of. */
final class ReportFile {

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "json, csv or pdf.")
    @SuppressWarnings("NullAway.Init")
    private String format;

    @Option(names = "--out", paramLabel = "FILE", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Mixin
    private AsOf asOf = new AsOf();

    /** @param report which it is, and of what; what was written is added */
    Answer write(Address address, ObjectNode report, Session session) throws IOException {
        byte[] bytes = session.query().bytes(asOf.to(address.with("format", format), session));
        Files.write(session.path(out), bytes);
        report.put("format", format).put("out", out.toString()).put("size", bytes.length).put("sha256",
                Digest.sha256(bytes).hex());
        return Answer.of(report, () -> out + ": " + bytes.length + " bytes");
    }
}
