package io.countersign.command.evidence;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.http.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.UncheckedIOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A damaged file is 503 to whoever asks before any of its bytes were sent; after that the connection ends before the file does. */
@RestControllerAdvice
@Order(0)
final class EvidenceProblems {

    /** As it is met where a command names such a file. */
    @ExceptionHandler
    ResponseEntity<Object> met(UncheckedIOException e, HttpServletResponse response) throws DamagedEvidence {
        if (e.getCause() instanceof DamagedEvidence damage) {
            return damaged(damage, response);
        }
        throw e;
    }

    @ExceptionHandler
    ResponseEntity<Object> damaged(DamagedEvidence e, HttpServletResponse response) throws DamagedEvidence {
        if (response.isCommitted()) {
            throw e; // past every handler, so that the server breaks the connection off
        }
        response.reset();
        return Problems.of(Refusal.of(Problem.UNAVAILABLE, "evidence-damaged",
                e.getMessage() + " Upload it again, or restore it from a copy."));
    }
}
