package io.countersign.command.disclosure;

import io.countersign.command.decision.ExternalUrl;
import io.countersign.command.decision.Refusing;
import io.countersign.events.Redactable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a URL as {@link RedactableReader} reads any text, once it is seen to be one: later nobody sees more of it than a digest. */
public final class ExternalUrlReader extends StdDeserializer<ExternalUrl> {

    private static final long serialVersionUID = 1L;

    private final transient RedactableReader texts;

    public ExternalUrlReader(RedactableReader texts) {
        super(ExternalUrl.class);
        this.texts = texts;
    }

    @Override
    public @Nullable ExternalUrl deserialize(JsonParser in, DeserializationContext context) {
        if (in.hasToken(JsonToken.VALUE_STRING) && !in.getString().isBlank()) {
            Refusing.on(ExternalUrl.objection(in.getString()));
        }
        Redactable text = texts.deserialize(in, context);
        return text == null ? null : new ExternalUrl(text);
    }
}
