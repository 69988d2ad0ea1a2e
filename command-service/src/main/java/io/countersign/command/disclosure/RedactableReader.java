package io.countersign.command.disclosure;

import io.countersign.command.decision.PlainText;
import io.countersign.command.decision.Refusing;
import io.countersign.events.Redactable;
import io.countersign.ledger.disclosure.Disclosure;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads a string of a request's body as the digest that will stand in the entry, and keeps its disclosure with the request. The salt is drawn here,
 * at the edge, so that decisions stay pure and never see the text. A string of nothing but white space says nothing and is read as left out.
 */
public final class RedactableReader extends StdDeserializer<Redactable> {

    private static final long serialVersionUID = 1L;

    /** Members whose texts have one line; those of all others may have more. */
    private static final Set<String> ONE_LINE = Set.of("name", "address", "availability", "to", "reference", "url");

    private final transient RandomGenerator random;

    /** @param random must not be predictable */
    public RedactableReader(RandomGenerator random) {
        super(Redactable.class);
        this.random = random;
    }

    @Override
    public @Nullable Redactable deserialize(JsonParser in, DeserializationContext context) {
        return read(in, context,
                ONE_LINE.contains(name(in.streamReadContext())) ? PlainText.ONE_LINE : PlainText.LINES);
    }

    @Nullable
    Redactable read(JsonParser in, DeserializationContext context, PlainText kind) {
        if (!in.hasToken(JsonToken.VALUE_STRING)) {
            return (Redactable) context.handleUnexpectedToken(Redactable.class, in);
        }
        String text = in.getString();
        if (text.isBlank()) {
            return null;
        }
        Refusing.on(kind.objection(text));
        Disclosure disclosure = Disclosure.draw(random, name(in.streamReadContext()), text);
        Drawn.add(disclosure);
        return new Redactable(disclosure.digest());
    }

    /** The member the text stands under; for an element of an array, the array's. */
    private static String name(@Nullable TokenStreamContext where) {
        for (TokenStreamContext at = where; at != null; at = at.getParent()) {
            if (at.currentName() != null) {
                return at.currentName();
            }
        }
        return "";
    }
}
