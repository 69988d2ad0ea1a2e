package io.countersign.command;

/** Something the operator has set does not do; the message says what, {@link #remedy} what to do. */
final class UnfitSetting extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String remedy;

    UnfitSetting(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    UnfitSetting(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
