package io.countersign.command.checklist;

import io.countersign.ledger.hash.Digest;
import java.util.List;

/** Reads the profile beside a checklist, or infers one. */
public final class Profile {

    /** Who signs when nothing else is said. */
    static final List<String> ROLES = List.of("Developer", "Reviewer", "DevOps", "Security");

    private Profile() {}

    /**
     * @param yaml UTF-8, at most 1 MiB, valid against {@code checklists/profile.schema.json}
     * @throws MalformedChecklist when it is no profile for this checklist, with field, line and the nearest valid values
     */
    public static ParsedProfile parse(byte[] yaml, ParsedChecklist checklist) throws MalformedChecklist {
        return fitting(new ProfileReader(YamlTree.read(yaml), checklist).read(Digest.sha256(yaml).hex()));
    }

    /**
     * The rules a checklist without a profile gets, read off its headings and wording.
     *
     * @throws MalformedChecklist when so many sections differ from those around them that their rules do not fit one entry
     */
    public static ParsedProfile infer(ParsedChecklist checklist) throws MalformedChecklist {
        ParsedProfile whole = ProfileInference.of(checklist);
        return ChecklistImport.headerFits(whole) ? whole : fitting(ProfileInference.lean(checklist));
    }

    private static ParsedProfile fitting(ParsedProfile profile) throws MalformedChecklist {
        if (!ChecklistImport.headerFits(profile)) {
            throw new MalformedChecklist("profile", 0,
                    "The rules of the profile other than those of items take more than "
                            + ChecklistImport.MAX_BYTES + " bytes; fewer sections with rules of their own would do.");
        }
        return profile;
    }
}
