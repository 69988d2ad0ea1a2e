package io.countersign.command.webhook;

import io.countersign.command.outbound.BoundedHttp;
import io.countersign.command.publish.TurnTable;
import io.countersign.command.store.LedgerLog;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Sends to every endpoint, one node at a time. Without an endpoint it does nothing. */
public final class Webhooks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    /** "countersign hooks", as far as it fits; the lock's name within the ledger's database. */
    private static final long LOCK = 0x636f756e686f6f6bL;
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final List<Endpoint> endpoints;
    private final TurnTable turn;
    private final BoundedHttp http;
    private final Sender.Means means;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("webhooks").daemon().unstarted(this::run);
    private volatile List<Sender> senders = List.of();
    private volatile Map<String, Long> givenUp = Map.of();
    private volatile Map<String, Instant> gone = Map.of();
    private boolean asked;

    /** @param database of the ledger, for the lock; @param patience what one exchange may take */
    public Webhooks(Endpoints endpoints, LedgerLog log, WebhookTable table, DataSource database, Schedule schedule,
            Duration patience, RandomGenerator random, InstantSource clock) {
        this.endpoints = endpoints.all();
        this.turn = new TurnTable(database, LOCK);
        this.http = new BoundedHttp(patience);
        this.means = new Sender.Means(log, table, http, schedule, random, clock);
    }

    public void start() {
        if (!endpoints.isEmpty()) {
            thread.start();
        }
    }

    /** Says that there may be something new. */
    public void wake() {
        senders.forEach(Sender::wake);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (!endpoints.isEmpty()) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }

    /** Names of the endpoints. */
    public List<String> names() {
        return endpoints.stream().map(Endpoint::name).toList();
    }

    /** Why an endpoint does not take what it is sent, as far as this node sends it; why it is sent nothing, whoever would. */
    public Optional<String> trouble(String name) {
        Instant since = gone.get(name);
        if (since != null) {
            return Optional.of(name + " answered 410 Gone at " + since
                    + " and is disabled: it is sent nothing. Take it out of the configuration, or restart a node to have it go on where it was.");
        }
        return sender(name).map(Sender::state).filter(s -> s.trouble() != null)
                .map(s -> name + " has not taken entry " + s.next() + " after " + s.attempts() + " attempts: "
                        + s.trouble());
    }

    /** Why any does not. */
    public Optional<String> trouble() {
        return names().stream().flatMap(name -> trouble(name).stream()).findFirst();
    }

    /** How many entries an endpoint has not been sent or passed over; 0 on a node that does not send. */
    public long behind(String name) {
        return sender(name).map(s -> Math.max(0, means.log().size() - s.state().next())).orElse(0L);
    }

    /** How many entries an endpoint never took, whoever sent them, as of the last look. */
    public long givenUp(String name) {
        return givenUp.getOrDefault(name, 0L);
    }

    private Optional<Sender> sender(String name) {
        return senders.stream().filter(s -> s.endpoint().name().equals(name)).findFirst();
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                turnByTurn();
                boolean _ = closing.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            // asked to stop
        } finally {
            rest();
            giveTurnUp();
        }
    }

    private void turnByTurn() {
        try {
            if (!asked) {
                means.table().askAgain(names()); // a restart is an operator's word that it may be wanted again
                asked = true;
            }
            if (!turn.mine()) {
                rest();
            } else if (senders.isEmpty()) {
                senders = endpoints.stream().map(e -> new Sender(e, means)).toList();
                senders.forEach(Sender::start);
            }
            givenUp = means.table().givenUp();
            gone = means.table().gone();
        } catch (SQLException | DataAccessException | TransactionException e) {
            LOG.warn("Webhooks wait: {}", e.getMessage());
            rest();
        } catch (RuntimeException e) { // or their thread would end
            LOG.error("Webhooks stumbled", e);
            rest();
        }
    }

    private void rest() {
        senders.forEach(Sender::close);
        senders = List.of();
    }

    private void giveTurnUp() {
        try {
            turn.close();
        } catch (SQLException e) {
            LOG.debug("The lock goes with its connection", e);
        }
    }
}
