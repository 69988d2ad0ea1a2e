package io.countersign.command;

import io.countersign.command.publication.Confirmation;
import io.countersign.command.publication.Publication;
import io.countersign.command.publication.PublishedTable;
import io.countersign.command.publication.Stamps;
import io.countersign.command.publication.Witnesses;
import io.countersign.command.serve.LogController;
import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.LedgerStore;
import io.countersign.ledger.note.KeyFile;
import io.countersign.ledger.note.MlDsa;
import io.countersign.ledger.note.NoteSigner;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Publication put together. */
@Configuration(proxyBeanMethods = false)
class PublicationConfiguration {

    @Bean
    Witnesses witnesses(Settings settings) {
        return Witnesses.read(settings.witness().policy(), settings.origin());
    }

    @Bean
    PublishedTable publishedTable(JdbcClient sql, PlatformTransactionManager transactions) {
        return new PublishedTable(sql, new TransactionTemplate(transactions));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Publication publication(LedgerStore ledger, LedgerLog log, PublishedTable table, DataSource database,
            Witnesses witnesses, KeyFile keys, Settings settings, InstantSource clock) {
        MlDsa.Key mldsa = settings.mldsa() ? keys.mldsa() : null;
        List<NoteSigner> signers = mldsa == null ? List.of() : List.of(MlDsa.cosigner(settings.origin(), mldsa, clock));
        Publication publication = new Publication(log, table, database, witnesses, signers, clock);
        ledger.onCommit(publication::wake);
        return publication;
    }

    @Bean
    Confirmation confirmation(Publication publication, PublishedTable table, Witnesses witnesses, Stamps stamps,
            InstantSource clock) {
        return new Confirmation(publication, table, witnesses, stamps, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Stamps stamps(Settings settings, Publication publication, PublishedTable table, SecureRandom random,
            InstantSource clock) {
        return new Stamps(settings.timestamp().authorities(), settings.timestamp().interval(), publication, table,
                random, clock);
    }

    @Bean
    LogController.Published published(Publication publication) {
        return publication::checkpoint;
    }
}
