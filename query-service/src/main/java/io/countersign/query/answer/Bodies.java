package io.countersign.query.answer;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a request's body as JSON: bounded, every member known and given once; what is wrong is said with the member's name. */
@Component
public class Bodies {

    private static final int MAX_BYTES = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** @throws Problem.Raised when it is not what is asked for */
    public <T> T read(InputStream body, Class<T> type) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw Problem.tooLarge(MAX_BYTES);
        }
        try {
            T value = bytes.length == 0 ? null : JSON.readValue(bytes, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            throw Problem.invalid(rule(e), member(e), sentence(e));
        }
        throw Problem.invalid("body-present", "body", "A JSON object is asked for in the body.");
    }

    private static String rule(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException _ -> "member-known";
            case StreamReadException _ when e.getPath().isEmpty() -> "json";
            default -> "member-readable";
        };
    }

    private static String sentence(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException u -> "There is no member " + member(u) + " here.";
            case StreamReadException _ when e.getPath().isEmpty() -> "The body is no JSON.";
            default -> e.getPath().isEmpty()
                    ? "The body is not the object that is asked for here."
                    : "The value of " + member(e) + " is not of the kind that is asked for.";
        };
    }

    private static String member(JacksonException e) {
        String path = e.getPath().stream()
                .map(r -> r.getPropertyName() == null ? "[" + r.getIndex() + "]" : "." + r.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
    }
}
