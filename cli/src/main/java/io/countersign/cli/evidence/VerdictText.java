package io.countersign.cli.evidence;

import io.countersign.cli.session.Json;
import io.countersign.cli.session.Plain;
import io.countersign.ledger.evidence.Fault;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.evidence.Verdict;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A verdict with everything that led to it.
 *
 * @param keysFrom where the trusted keys come from, in words
 */
record VerdictText(Verdict verdict, Trust trust, String keysFrom) {

    ObjectNode json() {
        ObjectNode json = Json.object().put("verdict", verdict.word());
        ArrayNode checks = json.putArray("checks");
        verdict.checks().forEach(c -> checks.addObject().put("check", c).put("result", "ok"));
        Fault fault = fault();
        if (fault != null) {
            checks.addObject().put("check", fault.toString()).put("result", "fail");
        }
        json.set("notChecked", Json.strings(verdict.notChecked()));
        json.set("missing", Json.strings(missing()));
        json.set("vkeys", Json.strings(vkeys()));
        json.put("vkeysFrom", keysFrom);
        verdict.account().existedBy().ifPresentOrElse(
                bound -> json.putObject("existedBy").put("time", bound.time().toString()).put("by", bound.by()),
                () -> json.putNull("existedBy"));
        ArrayNode populations = json.putArray("populations");
        verdict.account().populations().forEach(each -> populations.addObject().put("stream", each.stream())
                .put("count", each.count()).put("firstPosition", each.firstPosition())
                .put("lastPosition", each.lastPosition()).put("size", each.size()));
        if (fault == null) {
            return json.putNull("firstFault");
        }
        ObjectNode first = json.putObject("firstFault").put("position", fault.position()).put("file", fault.file());
        first.put("what", fault.what()).put("expected", fault.expected()).put("found", fault.found());
        return json;
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner("\n");
        vkeys().forEach(k -> text.add("key      " + Plain.line(k) + " (" + keysFrom + ")"));
        verdict.checks().forEach(c -> text.add("ok       " + Plain.line(c)));
        verdict.notChecked().forEach(n -> text.add("skipped  " + Plain.line(n)));
        missing().forEach(m -> text.add("MISSING  " + Plain.line(m)));
        Fault fault = fault();
        if (fault != null) {
            text.add("FAIL     " + Plain.line(fault.toString()));
        }
        return text.add("verdict: " + verdict.word()).toString();
    }

    private List<String> vkeys() {
        return trust.logKeys().stream().map(Object::toString).toList();
    }

    private List<String> missing() {
        return verdict instanceof Verdict.Unverifiable unverifiable ? unverifiable.missing() : List.of();
    }

    private @Nullable Fault fault() {
        return verdict instanceof Verdict.Tampered tampered ? tampered.firstFault() : null;
    }
}
