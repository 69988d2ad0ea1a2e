package io.countersign.query;

import io.countersign.events.LedgerEvent;
import io.countersign.events.Redactable;
import io.countersign.events.Scope;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An event of any kind with every member filled, so that a kind that is new is answered about as well. */
final class Filled {

    private final Scope scope;
    private final SealedLog log;

    private Filled(Scope scope, SealedLog log) {
        this.scope = scope;
        this.log = log;
    }

    static LedgerEvent event(Class<? extends LedgerEvent> kind, Scope scope, SealedLog log) {
        return (LedgerEvent) new Filled(scope, log).record(kind);
    }

    private Object record(Class<?> type) {
        RecordComponent[] members = type.getRecordComponents();
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(members).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return canonical.newInstance(Arrays.stream(members).map(this::value).toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot fill " + type, e);
        }
    }

    private Object value(RecordComponent member) {
        Class<?> type = member.getType();
        if (type.isRecord() && type != Scope.class && type != Redactable.class) {
            return record(type);
        }
        return switch (type.getSimpleName()) {
            case "Scope" -> scope;
            case "Redactable" -> log.secret(member.getName(), "said of " + member.getName());
            case "String" -> member.getName().equals("item")
                    ? History.TESTS
                    : member.getName().equals("control")
                            ? History.CONTROL
                            : "a-" + member.getName();
            case "Instant" -> log.time();
            case "List" -> List.of();
            case "Map" -> Map.of();
            case "boolean", "Boolean" -> true;
            case "int", "Integer" -> 1;
            case "long", "Long" -> 1L;
            default -> type.isEnum() ? type.getEnumConstants()[0] : none(member);
        };
    }

    private static Instant none(RecordComponent member) {
        throw new AssertionError("no value for " + member);
    }
}
