package io.countersign.command.deployment;

import io.countersign.command.decision.FieldType;
import io.countersign.command.decision.FieldValue;
import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.events.state.Definition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form fields a deployment has: those its profile names, or any, when it names none. */
final class FormFields {

    static final int MAX = 50;

    /** Printable, one line, no space at either end. */
    private static final Pattern NAME = Pattern
            .compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} ._/()-]{0,62}[\\p{L}\\p{M}\\p{N})])?");

    private FormFields() {}

    /** Rules {@code unknown-field} and {@code not-a-field-name}. */
    static Optional<Refusal> objection(Definition definition, String name) {
        List<String> known = definition.profile().fields();
        if (known.isEmpty()) {
            return NAME.matcher(name).matches()
                    ? Optional.empty()
                    : Optional.of(Refusal.of(Problem.INVALID, "not-a-field-name",
                            "A field's name has 1 to 64 letters, digits and plain punctuation.").in("name"));
        }
        return known.contains(name)
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.UNKNOWN, "unknown-field",
                        "The profile has no field \"" + name + "\".").in("name").near(Nearest.to(name, known)));
    }

    /** Rule {@code field-mistyped}: a value that is not of the type which the profile gives its field. */
    static Optional<Refusal> mistyped(Definition definition, String name, FieldValue value) {
        FieldType type = FieldType.named(definition.profile().fieldTypes().getOrDefault(name, ""))
                .orElse(FieldType.TEXT);
        return value.fits().contains(type)
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.INVALID, "field-mistyped",
                        "\"" + name + "\" is " + type.words() + ".").in("value"));
    }
}
