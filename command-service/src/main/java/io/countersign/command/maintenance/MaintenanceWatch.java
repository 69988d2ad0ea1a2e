package io.countersign.command.maintenance;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.countersign.events.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/**
 * Wakes {@link Upkeep} when something may have been missed: one row of db-scheduler's table {@code working.scheduled_tasks} for each place, executed by one
 * node at a time. The rows are a timetable and no more: what they hold follows from the log and is made again from it every hour, so that losing them loses
 * no miss.
 */
public final class MaintenanceWatch implements SmartLifecycle {

    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration FIND = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofMinutes(1);
    /** A place is looked at so often at least; what begins meanwhile cannot be missed sooner, since the shortest period is a day. */
    private static final Duration LOOK = Duration.ofHours(12);

    private final Upkeep upkeep;
    private final CustomTask<Void> missed;
    private final RecurringTask<Void> places;
    private final Scheduler scheduler;
    private volatile boolean running;

    public MaintenanceWatch(DataSource database, InstantSource clock, Upkeep upkeep) {
        this.upkeep = upkeep;
        missed = Tasks.custom("maintenance", Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY)).execute(this::record);
        places = Tasks.recurring("places", FixedDelay.of(FIND))
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY)).execute((_, context) -> find(context));
        scheduler = Scheduler.create(database, missed).startTasks(places).tableName("working.scheduled_tasks")
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString())).clock(clock::instant)
                .alwaysPersistTimestampInUTC().threads(2).pollingInterval(POLL)
                .shutdownMaxWait(Duration.ofSeconds(20)).build();
    }

    private void find(ExecutionContext context) {
        Instant now = context.getExecution().executionTime;
        for (Place place : upkeep.places()) {
            context.getSchedulerClient().scheduleIfNotExists(missed.instance(id(place)), now);
        }
    }

    /** A place with nothing left to miss keeps its row: a deployment that goes live there begins again. */
    private CompletionHandler<Void> record(TaskInstance<Void> instance, ExecutionContext context) {
        Optional<Instant> next = upkeep.record(place(instance.getId()));
        return (done, operations) -> {
            Instant look = done.getTimeDone().plus(LOOK);
            operations.reschedule(done, next.filter(look::isAfter).orElse(look));
        };
    }

    /** Neither a system's name nor an environment's has a slash. */
    private static String id(Place place) {
        return place.system() + "/" + place.environment();
    }

    private static Place place(String id) {
        int slash = id.indexOf('/');
        return new Place(id.substring(0, slash), id.substring(slash + 1));
    }

    /** Looks for what is due now, and does not wait for the next poll. */
    public void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After Axon, and stopped before it. */
    @Override
    public int getPhase() {
        return 10;
    }
}
