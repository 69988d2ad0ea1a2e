package io.countersign.command.disclosure;

import io.countersign.command.decision.PlainText;
import io.countersign.command.decision.Refusing;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a string of a request's body that is no redactable text, such as a name or an id: no stricter than those, since what it names is judged where it is known. */
public final class PlainTextReader extends StdDeserializer<String> {

    private static final long serialVersionUID = 1L;

    public PlainTextReader() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser in, DeserializationContext context) {
        // a number is its digits as they were written, such as a measurement's value
        if (!in.hasToken(JsonToken.VALUE_STRING) && !in.hasToken(JsonToken.VALUE_NUMBER_INT)
                && !in.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            return (String) context.handleUnexpectedToken(String.class, in);
        }
        String text = in.getString();
        Refusing.on(PlainText.LINES.objection(text));
        return text;
    }
}
