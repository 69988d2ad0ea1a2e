package io.countersign.stack.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.axon.Asked;
import io.countersign.command.axon.Decisions;
import io.countersign.command.axon.Definitions;
import io.countersign.command.axon.History;
import io.countersign.command.axon.Outcome;
import io.countersign.command.axon.Wiring;
import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Ids;
import io.countersign.command.identity.Asker;
import io.countersign.command.identity.Identities;
import io.countersign.command.store.LedgerPool;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.store.Migrations;
import io.countersign.events.Redactable;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.KeyFile;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.local.Database;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;

/** One node of command-service without its HTTP edge, wired as the service wires it: command gateway, handlers, engine, appender. */
final class Node implements AutoCloseable {
    private static final String DIGEST = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    final LedgerStore store;
    final Definitions definitions;
    final Ids ids;
    final NoteSigner signer;
    final HikariDataSource pool;
    private final AxonConfiguration axon;
    private final Decisions decisions;
    private final Identities identities;
    private final String identity;
    private final AtomicLong requests = new AtomicLong();

    private Node(HikariDataSource pool, String origin, KeyFile keys) {
        this.pool = pool;
        var clock = InstantSource.system();
        ids = Ids.timeOrdered(clock, new SecureRandom());
        signer = Ed25519.signer(origin, keys.signing());
        store = LedgerStore.open(pool, origin, signer, clock, ids::next);
        axon = Wiring.axon(store::engine, clock, ids).build();
        axon.start();
        definitions = new Definitions(new History(axon));
        decisions = new Decisions(axon.getComponent(CommandGateway.class), definitions, _ -> Map.of());
        identities = new Identities(keys.requireSecret());
        identity = identities.identity("bench", "bench");
    }

    /** Opens a ledger's database, making its tables if need be. */
    static Node open(Database owner, Database service, String origin, KeyFile keys) {
        Migrations.run(owner.url(), owner.user(), owner.password());
        return new Node(LedgerPool.open(service.url(), service.user(), service.password()), origin, keys);
    }

    /** Whoever asks here, known to the log from their first command on. */
    private Asker asker() {
        var hidden = new Redactable(DIGEST);
        return new Asker(identity, Caller.Kind.USER, Set.of("devops"),
                new Asker.Introduction(hidden, hidden, hidden));
    }

    /** Whoever asks here, each time something new. */
    Asked.From from() {
        return new Asked.From(asker(), key());
    }

    /** As of a request that was sent with an Idempotency-Key. */
    Asked.Key key() {
        var request = Long.toString(requests.incrementAndGet());
        return new Asked.Key(identities.idempotencyKey(identity, request),
                identities.requestDigest("POST", request, new byte[0]));
    }

    Decisions decisions() {
        return decisions;
    }

    /** @throws IllegalStateException unless it was sealed just now */
    static Outcome.Sealed sealed(Outcome outcome) {
        if (outcome instanceof Outcome.Sealed sealed) {
            return sealed;
        }
        throw new IllegalStateException("not sealed, but " + outcome);
    }

    @Override
    public void close() {
        axon.shutdown();
        store.close();
        pool.close();
    }
}
