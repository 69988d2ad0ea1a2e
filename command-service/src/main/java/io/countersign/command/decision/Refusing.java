package io.countersign.command.decision;

import java.util.Optional;

/** A request that is refused at the edge, before any decision. */
public final class Refusing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public Refusing(Refusal refusal) {
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
    }

    /** Refuses the request if there is an objection to it. */
    public static void on(Optional<Refusal> objection) {
        if (objection.isPresent()) {
            throw new Refusing(objection.get());
        }
    }

    public Refusal refusal() {
        return refusal;
    }
}
