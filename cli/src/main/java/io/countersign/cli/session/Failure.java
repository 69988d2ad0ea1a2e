package io.countersign.cli.session;

import tools.jackson.databind.node.ObjectNode;

/** Why a command ends without what was asked of it: a problem document (RFC 9457) and the exit code that goes with it. */
public final class Failure extends RuntimeException {

    private final ObjectNode problem;
    private final int exit;

    private Failure(ObjectNode problem, int exit) {
        super(Json.text(problem, "detail"));
        this.problem = problem;
        this.exit = exit;
    }

    /** What a service answered. */
    static Failure answered(ObjectNode problem) {
        return new Failure(problem, Exit.FAILED);
    }

    /** The arguments do not make a command. */
    public static Failure usage(String detail) {
        return new Failure(problem("usage", "Usage", detail), Exit.USAGE);
    }

    /** Something on this side: a file, a setting. */
    public static Failure local(String detail) {
        return new Failure(problem("failed", "Failed", detail), Exit.FAILED);
    }

    /** A service that does not answer. */
    public static Failure unreachable(String detail) {
        return new Failure(problem("unavailable", "Unavailable", detail), Exit.FAILED);
    }

    /** What came does not have the digest it was announced with, or does not fit the log. */
    public static Failure integrity(String detail) {
        return new Failure(problem("integrity", "Integrity", detail), Exit.INTEGRITY);
    }

    private static ObjectNode problem(String word, String title, String detail) {
        return Json.object().put("type", "urn:countersign:problem:" + word).put("problem", word).put("title", title)
                .put("detail", detail);
    }

    /** The same failure with exit code 4 if it names unmet conditions of a gate. */
    public Failure atGate() {
        return problem.path("unmet").isEmpty() ? this : new Failure(problem, Exit.GATE);
    }

    /** The rule that refused it; empty where it was none. */
    String rule() {
        return Json.text(problem, "rule");
    }

    /** The same failure, saying first what it is about. */
    Failure about(String what) {
        return new Failure(problem.deepCopy().put("detail", what + ": " + Json.text(problem, "detail")), exit);
    }

    public ObjectNode problem() {
        return problem;
    }

    public int exit() {
        return exit;
    }
}
