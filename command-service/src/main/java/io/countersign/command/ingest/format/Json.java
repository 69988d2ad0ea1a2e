package io.countersign.command.ingest.format;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Walks a JSON document once. Of an object, the members asked for are read and the others passed over; one that is there twice ends the reading, since
 * readers would differ on which counts. Names are not remembered by the parser, so that a file of different names costs no memory.
 */
final class Json {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_TOKENS = 20_000_000;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS).maxDocumentLength(2 * Bounded.MAX_BYTES).maxNumberLength(1000)
                    .maxStringLength(Bounded.MAX_PART).maxNameLength(10_000).build())
            .build();

    /** Reads the value the parser stands at, and leaves it at that value's end. */
    @FunctionalInterface
    interface Step {
        void read() throws Unreadable;
    }

    private final Bounded bytes;
    private final JsonParser in;

    private Json(Bounded bytes) {
        this.bytes = bytes;
        this.in = FACTORY.createParser(ObjectReadContext.empty(), bytes);
    }

    /** What to do with a document, once it is open. */
    @FunctionalInterface
    interface Reader {
        void read(Json json) throws Unreadable;
    }

    /** Reads a whole document, to its last byte. */
    static void read(Bounded bytes, Reader reader) throws Unreadable {
        try {
            Json json = new Json(bytes);
            json.next();
            reader.read(json);
            if (json.next() != null) {
                throw new Unreadable("Something follows the report's end.");
            }
        } catch (JacksonException e) {
            throw new Unreadable("The report is no JSON, or is more than is read here"
                    + (e.getLocation() == null ? "" : ": line " + Math.max(e.getLocation().getLineNr(), 1)) + ".");
        }
    }

    private @Nullable JsonToken next() {
        bytes.part();
        return in.nextToken();
    }

    boolean at(JsonToken token) {
        return in.hasToken(token);
    }

    /** The members of the object the parser stands at. A null counts as left out. */
    void object(String what, Map<String, Step> members) throws Unreadable {
        must(JsonToken.START_OBJECT, what, "object");
        Set<String> seen = new HashSet<>();
        while (next() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            Step step = members.get(name);
            JsonToken value = next();
            if (step != null && !seen.add(name)) {
                throw new Unreadable("The report has the member \"" + name + "\" twice in one object.");
            }
            if (step == null || value == JsonToken.VALUE_NULL) {
                skip();
            } else {
                step.read();
            }
        }
    }

    void array(String what, Step each) throws Unreadable {
        must(JsonToken.START_ARRAY, what, "array");
        while (next() != JsonToken.END_ARRAY) {
            each.read();
        }
    }

    /** Passes over the value the parser stands at, however large it is. */
    void skip() {
        int open = 0;
        do {
            JsonToken token = in.currentToken();
            open += token == null ? 0 : token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (open > 0 && next() != null);
    }

    String text(String what) throws Unreadable {
        must(JsonToken.VALUE_STRING, what, "text");
        return in.getString();
    }

    /** A text, or a number as it is written. */
    String scalar(String what) throws Unreadable {
        if (!at(JsonToken.VALUE_STRING) && !at(JsonToken.VALUE_NUMBER_INT) && !at(JsonToken.VALUE_NUMBER_FLOAT)) {
            throw new Unreadable("The report's \"" + what + "\" is neither a text nor a number.");
        }
        return in.getString();
    }

    boolean truth(String what) throws Unreadable {
        if (!at(JsonToken.VALUE_TRUE) && !at(JsonToken.VALUE_FALSE)) {
            throw new Unreadable("The report's \"" + what + "\" is neither true nor false.");
        }
        return at(JsonToken.VALUE_TRUE);
    }

    private void must(JsonToken token, String what, String kind) throws Unreadable {
        if (!at(token)) {
            throw new Unreadable("The report's \"" + what + "\" is no " + kind + ".");
        }
    }
}
