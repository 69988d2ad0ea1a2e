package io.countersign.cli;

import io.countersign.cli.checklist.ChecklistCommands;
import io.countersign.cli.contact.ContactCommands;
import io.countersign.cli.contact.NotificationCommands;
import io.countersign.cli.control.ControlCommands;
import io.countersign.cli.deployment.DeploymentCommands;
import io.countersign.cli.deployment.Diff;
import io.countersign.cli.deployment.Erase;
import io.countersign.cli.deployment.FieldCommands;
import io.countersign.cli.deployment.GateCheck;
import io.countersign.cli.deployment.History;
import io.countersign.cli.deployment.Lifecycle;
import io.countersign.cli.deployment.Measure;
import io.countersign.cli.deployment.Next;
import io.countersign.cli.deployment.NoteCommands;
import io.countersign.cli.deployment.Review;
import io.countersign.cli.deployment.Search;
import io.countersign.cli.deployment.Show;
import io.countersign.cli.deployment.Timeline;
import io.countersign.cli.deployment.Whoami;
import io.countersign.cli.evidence.EvidenceCommands;
import io.countersign.cli.evidence.Verify;
import io.countersign.cli.item.ItemCommands;
import io.countersign.cli.item.WaiverCommands;
import io.countersign.cli.log.LogCommands;
import io.countersign.cli.log.ViewsCommands;
import io.countersign.cli.maintenance.MaintenanceCommands;
import io.countersign.cli.report.Ingest;
import io.countersign.cli.report.ReportCommands;
import io.countersign.cli.rollback.ProcedureStep;
import io.countersign.cli.rollback.RollbackCommands;
import io.countersign.cli.signoff.Sign;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Every command by its name, in the order of the help; made only when asked for, because reading all their annotations takes time. */
final class Commands {

    private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("whoami", Whoami::new);
        ALL.put("checklist", ChecklistCommands::new);
        ALL.put("deployment", DeploymentCommands::new);
        ALL.put("show", Show::new);
        ALL.put("timeline", Timeline::new);
        ALL.put("diff", Diff::new);
        ALL.put("history", History::new);
        ALL.put("search", Search::new);
        ALL.put("next", Next::new);
        ALL.put("item", ItemCommands::new);
        ALL.put("control", ControlCommands::new);
        ALL.put("waiver", WaiverCommands::new);
        ALL.put("measure", Measure::new);
        ALL.put("ingest", Ingest::new);
        ALL.put("note", NoteCommands::new);
        ALL.put("erase", Erase::new);
        ALL.put("field", FieldCommands::new);
        ALL.put("contact", ContactCommands::new);
        ALL.put("notification", NotificationCommands::new);
        ALL.put("sign", Sign::new);
        ALL.put("gate", GateCheck::new);
        ALL.put("go-live", Lifecycle.GoLive::new);
        ALL.put("review", Review::new);
        ALL.put("close", Lifecycle.Close::new);
        ALL.put("abandon", Lifecycle.Abandon::new);
        ALL.put("rollback", RollbackCommands::new);
        ALL.put("step", ProcedureStep::new);
        ALL.put("maintenance", MaintenanceCommands::new);
        ALL.put("report", ReportCommands::new);
        ALL.put("evidence", EvidenceCommands::new);
        ALL.put("verify", Verify::new);
        ALL.put("log", LogCommands::new);
        ALL.put("views", ViewsCommands::new);
    }

    private Commands() {}

    /** The commands that these arguments may mean: one when its name is among them, else all, for help and for finding what was meant. */
    static Map<String, Supplier<Object>> among(String[] args) {
        for (String arg : args) {
            Supplier<Object> named = ALL.get(arg);
            if (named != null) {
                return Map.of(arg, named);
            }
        }
        return ALL;
    }
}
