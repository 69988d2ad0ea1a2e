package io.countersign.command.axon;

import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvent;
import java.lang.reflect.Type;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.jspecify.annotations.Nullable;

/** Events are handed over as the records they are, so there is next to nothing to convert; an event can be had as the JSON that is sealed. */
final class EventConversion implements Converter {

    @Override
    public boolean canConvert(Type sourceType, Type targetType) {
        return targetType instanceof Class<?> target && sourceType instanceof Class<?> source
                && (target.isAssignableFrom(source)
                        || LedgerEvent.class.isAssignableFrom(source) && target == String.class);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T convert(@Nullable Object input, Type targetType) {
        if (input == null || targetType instanceof Class<?> target && target.isInstance(input)) {
            return (T) input;
        }
        if (input instanceof LedgerEvent event && targetType == String.class) {
            return (T) EventCatalog.write(event);
        }
        throw new ConversionException(input.getClass().getName() + " is not converted to " + targetType);
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("catalogue", EventCatalog.class.getName());
    }
}
