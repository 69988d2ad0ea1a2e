package io.countersign.command;

import io.countersign.command.axon.AxonLifecycle;
import io.countersign.command.axon.Decisions;
import io.countersign.command.axon.Definitions;
import io.countersign.command.axon.History;
import io.countersign.command.axon.People;
import io.countersign.command.axon.Wiring;
import io.countersign.command.decision.Ids;
import io.countersign.command.disclosure.DisclosureTable;
import io.countersign.command.evidence.EvidenceStore;
import io.countersign.command.http.Receipt;
import io.countersign.command.http.Writes;
import io.countersign.command.identity.Identities;
import io.countersign.ledger.note.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** From keys and clock to decisions: what lies between the store and the edge. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    /** The one clock; everything else is handed instants. */
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    @Bean
    Ids ids(InstantSource clock, SecureRandom random) {
        return Ids.timeOrdered(clock, random);
    }

    @Bean
    KeyFile keys(Settings settings) throws IOException {
        try (var in = Files.newInputStream(settings.keys().file())) {
            return KeyFile.read(in, settings.keys().password().toCharArray());
        }
    }

    @Bean
    Identities identities(KeyFile keys, Settings settings) {
        byte[] secret = keys.secret();
        if (secret == null) {
            throw new IllegalStateException("the key file " + settings.keys().file() + " holds no secret for identities");
        }
        return new Identities(secret);
    }

    @Bean
    AxonConfiguration axon(ObjectProvider<EventStorageEngine> engine, InstantSource clock, Ids ids) {
        return Wiring.axon(engine::getObject, clock, ids).build();
    }

    @Bean
    AxonLifecycle axonLifecycle(AxonConfiguration axon) {
        return new AxonLifecycle(axon);
    }

    @Bean
    History history(AxonConfiguration axon) {
        return new History(axon);
    }

    @Bean
    Definitions definitions(History history) {
        return new Definitions(history);
    }

    @Bean
    People people(History history) {
        return new People(history);
    }

    @Bean
    EvidenceStore evidenceStore(Settings settings) throws IOException {
        return new EvidenceStore(settings.evidence().dir());
    }

    @Bean
    DisclosureTable disclosureTable(JdbcClient sql, PlatformTransactionManager transactions) {
        return new DisclosureTable(sql, new TransactionTemplate(transactions));
    }

    @Bean
    Decisions decisions(AxonConfiguration axon, Definitions definitions, EvidenceStore evidence) {
        return new Decisions(axon.getComponent(CommandGateway.class), definitions, evidence::keep);
    }

    @Bean
    Writes writes(Decisions decisions, Receipt.Source receipts, DisclosureTable disclosures) {
        return new Writes(decisions, receipts, disclosures);
    }
}
