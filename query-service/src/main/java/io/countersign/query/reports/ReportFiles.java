package io.countersign.query.reports;

import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.disclosures.Answers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports as files for an evidence pack, by extension. */
@Component
public class ReportFiles {

    private final Answers answers;
    private final DeploymentReport report;
    private final Witnessing witnessing;
    private final JsonMapper json;

    ReportFiles(Answers answers, DeploymentReport report, Witnessing witnessing, JsonMapper json) {
        this.answers = answers;
        this.report = report;
        this.witnessing = witnessing;
        this.json = json;
    }

    /** @param withheld names of redactable fields that are shown as digests only */
    public Map<String, byte[]> deployment(String deployment, long position, Set<String> withheld) {
        Witnessing.Said witnesses = witnessing.said();
        JsonNode body = answers.answer(new Asked(Long.toString(position), null), withheld,
                s -> report.make(deployment, witnesses, s));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("json", json.writeValueAsBytes(body));
        files.put("csv", DeploymentCsv.of(body).getBytes(StandardCharsets.UTF_8));
        files.put("pdf", DeploymentPdf.of(body));
        return files;
    }
}
