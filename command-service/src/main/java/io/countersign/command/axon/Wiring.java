package io.countersign.command.axon;

import io.countersign.command.decision.Ids;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.correlation.CorrelationDataProviderRegistry;
import org.axonframework.messaging.core.correlation.DefaultCorrelationDataProviderRegistry;
import org.axonframework.update.UpdateCheckerConfigurationEnhancer;

/** How Axon is put together here. No transaction manager on purpose: a command that waits for its append must not pin a connection meanwhile. */
public final class Wiring {

    private Wiring() {}

    /** Axon over a storage engine, with the one command handler; the caller builds, starts and stops it. */
    public static EventSourcingConfigurer axon(Supplier<EventStorageEngine> engine, InstantSource clock, Ids ids) {
        Vocabulary vocabulary = new Vocabulary();
        return EventSourcingConfigurer.create()
                .componentRegistry(r -> r.disableEnhancer(UpdateCheckerConfigurationEnhancer.class)
                        .registerComponent(MessageTypeResolver.class, _ -> vocabulary)
                        .registerComponent(Converter.class, _ -> new EventConversion())
                        // Axon's own ids of cause and correlation say nothing here and would be copied into every message.
                        .registerComponent(CorrelationDataProviderRegistry.class,
                                _ -> new DefaultCorrelationDataProviderRegistry()))
                .registerTagResolver(_ -> vocabulary).registerEventStorageEngine(_ -> engine.get())
                .registerCommandHandlingModule(CommandHandlingModule.named("decisions").commandHandlers()
                        .commandHandler(Vocabulary.ASKED.qualifiedName(),
                                (Configuration axon) -> new Deciding(axon.getComponent(EventStore.class), clock, ids)));
    }
}
