package io.countersign.query.intake;

import org.apache.kafka.common.KafkaException;

/**
 * What keeps the intake waiting, so that it tries again every second. What does not fit the log is a {@link Fault}, which ends it.
 *
 * @param reason one sentence, for people
 */
public record Trouble(Part part, String reason) {

    /** Where the trouble lies. */
    public enum Part {
        DATABASE, KAFKA,
        /** In the intake itself: a fault of ours. */
        INTAKE
    }

    static Trouble of(RuntimeException why) {
        String said = why.getClass().getSimpleName() + ": " + why.getMessage();
        if (why instanceof KafkaException) {
            return new Trouble(Part.KAFKA, "the topic cannot be read: " + said);
        }
        return DatabaseAway.is(why)
                ? new Trouble(Part.DATABASE, "what arrives cannot be stored: " + said)
                : new Trouble(Part.INTAKE, "a fault of ours, which is logged: " + said);
    }
}
