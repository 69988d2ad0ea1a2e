package io.countersign.events;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** An empty text is left out when an event is written. A text that is always there, not {@code @Nullable}, is read as empty when it is missing. */
final class EmptyTexts extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
        return member instanceof AnnotatedParameter parameter && parameter.getRawType() == String.class
                && parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor
                && !isNullable(constructor.getAnnotatedParameterTypes()[parameter.getIndex()])
                        ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
                        : super.findSetterInfo(config, member);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
