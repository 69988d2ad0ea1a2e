package io.countersign.command.disclosure;

import io.countersign.command.decision.FieldValue;
import io.countersign.command.decision.PlainText;
import io.countersign.events.Redactable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a field's value as {@link RedactableReader} reads any text, and notes what it can be: later nobody sees more of it than a digest. */
public final class FieldValueReader extends StdDeserializer<FieldValue> {

    private static final long serialVersionUID = 1L;

    private final transient RedactableReader texts;

    public FieldValueReader(RedactableReader texts) {
        super(FieldValue.class);
        this.texts = texts;
    }

    @Override
    public @Nullable FieldValue deserialize(JsonParser in, DeserializationContext context) {
        String value = in.hasToken(JsonToken.VALUE_STRING) ? in.getString() : "";
        Redactable text = texts.read(in, context, PlainText.LINES);
        return text == null ? null : FieldValue.of(value, text);
    }
}
