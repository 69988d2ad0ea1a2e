package io.countersign.command.checklist;

/** Reads or infers the profile beside a checklist. */
public final class Profile {

    private Profile() {}

    /** @throws MalformedChecklist when the YAML is no profile for this checklist, with field, line and the nearest valid values */
    public static ParsedProfile parse(byte[] yaml, ParsedChecklist checklist) throws MalformedChecklist {
        throw new MalformedChecklist("profile", 0, "not read yet");
    }

    public static ParsedProfile infer(ParsedChecklist checklist) throws MalformedChecklist {
        throw new MalformedChecklist("profile", 0, "not inferred yet");
    }
}
