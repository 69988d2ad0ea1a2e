package io.countersign.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Every event by its fixed name. Writes the compact JSON that is sealed and reads it back. */
public final class EventCatalog {

    private static final String NAMESPACE = "countersign.";

    private static final JsonMapper JSON = JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(
                    _ -> JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .annotationIntrospector(new EmptyTexts()).build();

    private static final Map<String, Class<? extends LedgerEvent>> CLASSES = new LinkedHashMap<>();
    private static final Map<Class<?>, String> TYPES = new LinkedHashMap<>();
    private static final Map<String, ObjectReader> READERS = new LinkedHashMap<>();
    private static final ObjectWriter WRITER = JSON.writer();

    static {
        leaves(LedgerEvent.class).forEach(EventCatalog::register);
    }

    private EventCatalog() {}

    /** Every event's record, in the order of the sealed hierarchy. */
    public static Collection<Class<? extends LedgerEvent>> events() {
        return CLASSES.values();
    }

    /** The sealed name, such as {@code countersign.item-completed.v1}. */
    public static String typeOf(LedgerEvent event) {
        return typeOf(event.getClass());
    }

    /** The sealed name of an event's record. */
    public static String typeOf(Class<? extends LedgerEvent> event) {
        String type = TYPES.get(event);
        if (type == null) {
            throw new IllegalArgumentException(event.getName() + " is not an event of the catalogue");
        }
        return type;
    }

    /** The event as compact JSON, members in the record's order, empty ones left out; {@link #read} knows which were. */
    public static String write(LedgerEvent event) {
        return WRITER.writeValueAsString(event);
    }

    /**
     * The event that an entry's {@code type} and {@code data} say.
     *
     * @throws UnknownEvent when the catalogue has no such type, or the data is not of its shape
     */
    public static LedgerEvent read(String type, String data) {
        ObjectReader reader = READERS.get(type);
        if (reader == null) {
            throw new UnknownEvent("no event is called " + type, null);
        }
        try {
            return reader.readValue(data);
        } catch (JacksonException e) {
            throw new UnknownEvent("data is not a " + type + ": " + e.getOriginalMessage(), e);
        }
    }

    /** An entry whose type or data this version of the code does not know. */
    public static final class UnknownEvent extends RuntimeException {
        UnknownEvent(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventCatalog::leaves)
                : Stream.of(type);
    }

    private static void register(Class<?> leaf) {
        EventType name = leaf.getAnnotation(EventType.class);
        if (name == null) {
            throw new IllegalStateException(leaf.getName() + " has no @EventType");
        }
        String type = NAMESPACE + name.value() + ".v" + name.version();
        Class<? extends LedgerEvent> event = leaf.asSubclass(LedgerEvent.class);
        if (CLASSES.put(type, event) != null) {
            throw new IllegalStateException(type + " is taken twice");
        }
        TYPES.put(event, type);
        READERS.put(type, JSON.readerFor(event));
    }
}
