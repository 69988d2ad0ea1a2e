package io.countersign.command.http;

import io.countersign.command.decision.Refusal;

/** A request that is refused at the edge, before any decision. */
public final class Refusing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public Refusing(Refusal refusal) {
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
