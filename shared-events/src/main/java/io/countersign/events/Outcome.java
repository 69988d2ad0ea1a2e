package io.countersign.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a check found. A missing or unreadable result is {@code inconclusive}, never {@code pass}. */
public enum Outcome {
    @JsonProperty("pass")
    PASS, @JsonProperty("fail")
    FAIL, @JsonProperty("inconclusive")
    INCONCLUSIVE;

    /** The name used in JSON and by people. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
