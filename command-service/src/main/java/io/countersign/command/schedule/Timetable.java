package io.countersign.command.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at what falls due when its time comes: one row of db-scheduler's table {@code working.scheduled_tasks} for each subject, executed by one node at a
 * time. The rows are a timetable and no more: they follow from the log and are made again from it every hour, so that losing them loses nothing.
 */
public final class Timetable implements SmartLifecycle {

    private static final Duration POLL = Duration.ofSeconds(10);
    /** How soon what is new has a row; nothing falls due sooner than a day after it began. */
    private static final Duration FIND = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofMinutes(1);
    /** Everything is looked at so often at least, since what was recorded meanwhile may fall due sooner. */
    private static final Duration LOOK = Duration.ofHours(12);

    private final Map<Overseen, CustomTask<Void>> tasks = new LinkedHashMap<>();
    private final Scheduler scheduler;
    private volatile boolean running;

    public Timetable(DataSource database, InstantSource clock, List<? extends Overseen> overseen) {
        overseen.forEach(o -> tasks.put(o, task(o)));
        RecurringTask<Void> find = Tasks.recurring("find", FixedDelay.of(FIND))
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY)).execute((_, context) -> find(context));
        scheduler = Scheduler.create(database, List.<Task<?>>copyOf(tasks.values())).startTasks(find)
                .tableName("working.scheduled_tasks")
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString())).clock(clock::instant)
                .alwaysPersistTimestampInUTC().threads(2).pollingInterval(POLL)
                .shutdownMaxWait(Duration.ofSeconds(20)).build();
    }

    private static CustomTask<Void> task(Overseen overseen) {
        return Tasks.custom(overseen.name(), Void.class).onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
                .execute((instance, _) -> again(overseen.look(instance.getId())));
    }

    private static CompletionHandler<Void> again(Optional<Instant> next) {
        return (done, operations) -> {
            Instant latest = done.getTimeDone().plus(LOOK);
            next.ifPresentOrElse(at -> operations.reschedule(done, at.isBefore(latest) ? at : latest),
                    operations::stop);
        };
    }

    private void find(ExecutionContext context) {
        Instant now = context.getExecution().executionTime;
        tasks.forEach((overseen, task) -> overseen.subjects()
                .forEach(s -> context.getSchedulerClient().scheduleIfNotExists(task.instance(s), now)));
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
