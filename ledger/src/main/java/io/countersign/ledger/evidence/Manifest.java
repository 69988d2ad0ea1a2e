package io.countersign.ledger.evidence;

import io.countersign.ledger.evidence.PackFile.Listed;
import io.countersign.ledger.hash.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list of a pack's sealed files, in the order in which the zip has them. One spelling:
 *
 * <pre>
 * {"format":"countersign-evidence-pack/1","files":[
 * {"name":"README.txt","size":1234,"sha256":"64 hex digits"},
 * {"name":"evidence/…","size":1234,"sha256":"64 hex digits","mediaType":"text/csv"},
 * …
 * ]}
 * </pre>
 */
record Manifest(List<Listed> files) {

    private static final String HEAD = "{\"format\":\"countersign-evidence-pack/1\",\"files\":[\n";
    private static final String FOOT = "\n]}\n";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Manifest {
        files = List.copyOf(files);
    }

    byte[] bytes() {
        StringBuilder out = new StringBuilder(HEAD);
        String comma = "";
        for (Listed file : files) {
            // names and media types are plain ASCII, so nothing needs escaping
            out.append(comma).append("{\"name\":\"").append(file.name()).append("\",\"size\":").append(file.size());
            out.append(",\"sha256\":\"").append(file.sha256().hex());
            if (file.mediaType() != null) {
                out.append("\",\"mediaType\":\"").append(file.mediaType());
            }
            out.append("\"}");
            comma = ",\n";
        }
        return out.append(FOOT).toString().getBytes(StandardCharsets.UTF_8);
    }

    static Manifest parse(byte[] bytes) throws FaultFound {
        List<Listed> files = new ArrayList<>();
        try {
            for (JsonNode file : JSON.readTree(bytes).path("files")) {
                files.add(new Listed(file.path("name").asString(), file.path("size").asLong(),
                        Digest.ofHex(file.path("sha256").asString()), file.path("mediaType").asString(null)));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw FaultFound.in(PackName.MANIFEST, "content", "a manifest", String.valueOf(e.getMessage()));
        }
        Manifest parsed = new Manifest(files);
        if (!Arrays.equals(parsed.bytes(), bytes)) {
            throw FaultFound.in(PackName.MANIFEST, "content", "a manifest in its one spelling", "another spelling");
        }
        return parsed;
    }
}
