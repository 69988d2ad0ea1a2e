package io.countersign.command;

import io.countersign.command.axon.AxonLifecycle;
import io.countersign.command.axon.Decisions;
import io.countersign.command.axon.Definitions;
import io.countersign.command.axon.History;
import io.countersign.command.axon.People;
import io.countersign.command.axon.Wiring;
import io.countersign.command.continuity.Continuity;
import io.countersign.command.continuity.Memory;
import io.countersign.command.continuity.WitnessMemory;
import io.countersign.command.decision.Ids;
import io.countersign.command.disclosure.DisclosureTable;
import io.countersign.command.evidence.EvidenceStore;
import io.countersign.command.evidence.MasterKeys;
import io.countersign.command.evidence.TypePolicy;
import io.countersign.command.http.Receipt;
import io.countersign.command.http.Writes;
import io.countersign.command.identity.Identities;
import io.countersign.command.keyring.KeyRing;
import io.countersign.command.deployment.Reviews;
import io.countersign.command.maintenance.Upkeep;
import io.countersign.command.publication.Publication;
import io.countersign.command.publication.Witnesses;
import io.countersign.command.publish.KafkaPublisher;
import io.countersign.command.publish.TopicMemory;
import io.countersign.command.schedule.Timetable;
import io.countersign.command.store.Embargo;
import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.LedgerPool;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.store.Migrations;
import io.countersign.command.store.Receipts;
import io.countersign.command.store.Rehash;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.KeyFile;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

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
    KeyFile keys(Settings settings) {
        Path file = settings.keys().file();
        try (var in = Files.newInputStream(file)) {
            return KeyFile.read(in, settings.keys().password().toCharArray());
        } catch (NoSuchFileException e) {
            throw new UnfitSetting("There is no key file " + file + ".",
                    "Put the ledger's key file there, or name its place by COUNTERSIGN_KEYS_FILE.", e);
        } catch (IOException e) {
            throw new UnfitSetting("The key file " + file + " cannot be read: " + e.getMessage() + ".",
                    "See that it is this ledger's PKCS#12 file, that COUNTERSIGN_KEYS_PASSWORD is its password, and that this user may read it.",
                    e);
        }
    }

    @Bean
    Identities identities(KeyFile keys, Settings settings) {
        byte[] secret = keys.secret();
        if (secret == null) {
            throw new UnfitSetting("The key file " + settings.keys().file() + " holds no secret for identities.",
                    "Restore the key file that this ledger began with: with another secret it would recognise nobody.");
        }
        return new Identities(secret);
    }

    /** Opened only after the owner's role has brought the tables to this version; the service's own role could not. */
    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(Settings settings) {
        Settings.Db db = settings.db();
        Migrations.run(db.url(), db.migration().user(), db.migration().password());
        return LedgerPool.open(db.url(), db.user(), db.password());
    }

    @Bean
    NoteSigner logKey(Settings settings, KeyFile keys) {
        return Ed25519.signer(settings.origin(), keys.signing());
    }

    /** The key the log began with. */
    @Bean
    VerifierKey vkey(NoteSigner logKey) {
        return logKey.verifierKey();
    }

    /** After {@link #keys}, which says what is wrong with the file. */
    @Bean
    @DependsOn("keys")
    KeyRing keyRing(Settings settings, InstantSource clock) throws IOException {
        return KeyRing.open(settings.keys().file(), settings.keys().password().toCharArray(), settings.origin(),
                clock);
    }

    @Bean(destroyMethod = "close")
    LedgerStore ledger(DataSource database, Settings settings, KeyRing ring, InstantSource clock) {
        return LedgerStore.open(database, settings.origin(), ring, clock);
    }

    @Bean
    Memory topicMemory(Settings settings) {
        return new TopicMemory(settings.kafka().bootstrap(), settings.kafka().topic());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Continuity continuity(LedgerLog log, Embargo embargo, List<Memory> memories, Witnesses witnesses,
            NoteSigner logKey) {
        List<Memory> all = new ArrayList<>(memories);
        witnesses.urls().forEach(url -> all.add(new WitnessMemory(url, () -> newest(log, logKey))));
        return new Continuity(log, embargo, all);
    }

    /** The checkpoint to ask a witness with; of an empty log one of size 0. */
    private static SignedNote newest(LedgerLog log, NoteSigner logKey) {
        return log.checkpoint().map(LedgerConfiguration::note)
                .orElseGet(() -> new Checkpoint(logKey.name(), 0, TreeHasher.EMPTY).sign(logKey));
    }

    private static SignedNote note(String stored) {
        try {
            return SignedNote.parse(stored);
        } catch (NoteRejected e) {
            throw new IllegalStateException("a stored checkpoint is no signed note", e);
        }
    }

    /** Before the web server: everyone who remembers the log has been asked by then, as far as they answer. */
    @Bean
    Beginning beginning(LedgerStore ledger, Continuity continuity, Ids ids) {
        return new Beginning(ledger, continuity, ids);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Rehash rehash(LedgerStore ledger, Settings settings) {
        return ledger.rehash(new Rehash.Schedule(settings.rehash().interval(), settings.rehash().delay()));
    }

    @Bean
    Embargo embargo(LedgerStore ledger) {
        return ledger.embargo();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    KafkaPublisher publisher(LedgerStore ledger, LedgerLog log, DataSource database, Settings settings) {
        KafkaPublisher publisher = new KafkaPublisher(log, database, settings.kafka().bootstrap(),
                settings.kafka().topic());
        ledger.onCommit(publisher::wake);
        return publisher;
    }

    @Bean
    Receipts receipts(LedgerStore ledger) {
        return ledger.receipts();
    }

    @Bean
    LedgerLog ledgerLog(LedgerStore ledger) {
        return ledger.log();
    }

    @Bean
    Receipt.Source receiptSource(Receipts receipts, Publication publication) {
        return new Receipt.Source() {
            @Override
            public Receipt sealed(String command) {
                return receipts.take(command).map(r -> receipt(r, publication.witnessed())).orElseThrow();
            }

            @Override
            public Receipt at(long position) {
                return receipts.at(position).map(r -> receipt(r, publication.witnessed())).orElseThrow();
            }
        };
    }

    private static Receipt receipt(io.countersign.command.store.Receipt r, Publication.Witnessed w) {
        return new Receipt(r.position(), r.leafHash().base64(), r.proof(),
                new Receipt.Witnessed(w.size(), w.quorum().word()));
    }

    @Bean
    AxonConfiguration axon(LedgerStore ledger, InstantSource clock, Ids ids) {
        return Wiring.axon(ledger::engine, clock, ids).build();
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
    EvidenceStore evidenceStore(Settings settings, KeyFile keys, SecureRandom random) throws IOException {
        return new EvidenceStore(settings.evidence().dir(), masters(settings, keys), random);
    }

    @Bean
    TypePolicy evidenceTypes(Settings settings) {
        try {
            return TypePolicy.of(settings.evidence().types());
        } catch (IllegalArgumentException e) {
            throw new UnfitSetting(e.getMessage() + ".", "Correct it (docs/OPERATIONS.md, Evidence files).", e);
        }
    }

    private static MasterKeys masters(Settings settings, KeyFile keys) throws IOException {
        Settings.Pkcs11 token = settings.evidence().pkcs11();
        if (token == null && keys.evidence().isEmpty()) {
            throw new UnfitSetting(
                    "The key file " + settings.keys().file() + " holds no key for evidence files: none of its entries"
                            + " is an AES-256 key under the alias evidence.",
                    "If evidence was kept before, restore the key file that has its key. Else make one, and start again: keytool -genseckey -keyalg AES -keysize 256 -alias evidence -storetype PKCS12 -keystore "
                            + settings.keys().file() + " (docs/OPERATIONS.md, Evidence files).");
        }
        return token == null
                ? MasterKeys.of(keys.evidence())
                : MasterKeys.of(keys.evidence(), token.configuration(), token.pin().toCharArray());
    }

    @Bean
    DisclosureTable disclosureTable(JdbcClient sql) {
        return new DisclosureTable(sql);
    }

    @Bean
    Decisions decisions(AxonConfiguration axon, Definitions definitions, EvidenceStore evidence) {
        return new Decisions(axon.getComponent(CommandGateway.class), definitions, evidence::keep);
    }

    @Bean
    Timetable timetable(DataSource database, InstantSource clock, Decisions decisions, History history) {
        return new Timetable(database, clock,
                List.of(new Upkeep(decisions, history), new Reviews(decisions, history)));
    }

    @Bean
    Writes writes(Decisions decisions, Receipt.Source receipts, JsonMapper json) {
        return new Writes(decisions, receipts, json);
    }
}
