package io.countersign.command.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusing;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a body that is no JSON, or not the JSON asked for: always the member, or else the line. */
final class UnreadableBody {

    /** Characters of a value that are said back. */
    private static final int MOST_SHOWN = 100;

    private UnreadableBody() {}

    static Problem problem(HttpMessageNotReadableException e) {
        return switch (e.getCause()) {
            case UnrecognizedPropertyException u -> Problem.of(unknown(u));
            case InvalidFormatException f -> Problem.of(Refusal.of(Refusal.Problem.INVALID, "member-readable",
                    "\"" + shown(f.getValue()) + "\" is no value for " + path(f) + ".").in(path(f) + "")
                    .near(choices(f.getTargetType())));
            case InvalidNullException n -> Problem.invalid("member-readable",
                    "There is a null in " + path(n) + ".", path(n));
            case StreamReadException s when path(s) != null -> Problem.invalid("member-readable",
                    "The value of " + path(s) + " cannot be read: " + s.getOriginalMessage() + where(s) + ".", path(s));
            case StreamReadException s -> Problem.invalid("json", "The body is no JSON: " + s.getOriginalMessage()
                    + where(s) + ".", null);
            case DatabindException d when d.getCause() instanceof Refusing r ->
                Problem.of(r.refusal().in(path(d) + ""));
            case DatabindException d -> Problem.invalid("member-readable", path(d) == null
                    ? "The body is not the object that is asked for here."
                    : "The value of " + path(d) + " is not of the kind that is asked for.", path(d));
            case null, default -> Problem.invalid("body-present", "A JSON object is asked for in the body.", null);
        };
    }

    /** The words of an enumeration, as they are written. */
    private static List<String> choices(@Nullable Class<?> type) {
        return type == null
                ? List.of()
                : Arrays.stream(type.getFields()).filter(Field::isEnumConstant)
                        .map(f -> f.isAnnotationPresent(JsonProperty.class)
                                ? f.getAnnotation(JsonProperty.class).value()
                                : f.getName())
                        .toList();
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    private static Refusal unknown(UnrecognizedPropertyException e) {
        List<String> known = e.getKnownPropertyIds() == null
                ? List.of()
                : e.getKnownPropertyIds().stream().map(Object::toString).sorted().toList();
        String name = String.valueOf(path(e));
        Refusal refusal = Refusal.of(Refusal.Problem.INVALID, "member-known", "There is no member " + name + " here"
                + (known.isEmpty() ? "." : "; there are " + String.join(", ", known) + ".")).in(name);
        return refusal.near(known.stream().limit(5).toList());
    }

    private static @Nullable String path(JacksonException e) {
        String path = e.getPath().stream()
                .map(r -> r.getPropertyName() == null ? "[" + r.getIndex() + "]" : "." + r.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? null : path.startsWith(".") ? path.substring(1) : path;
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
    }
}
