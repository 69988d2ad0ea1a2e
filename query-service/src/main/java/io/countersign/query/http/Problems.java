package io.countersign.query.http;

import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Problem.Word;
import io.countersign.query.command.CommandClient;
import io.countersign.query.intake.DatabaseAway;
import io.countersign.query.intake.Mirror;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Says problems as RFC 9457 documents, without a stack trace. */
@RestControllerAdvice
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Object> raised(Problem.Raised e) {
        return document(e.problem());
    }

    /** Command-service's own problem, word for word. */
    @ExceptionHandler
    ResponseEntity<Object> refused(CommandClient.Refused e) {
        return ResponseEntity.status(e.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(e.problem());
    }

    @ExceptionHandler
    ResponseEntity<Object> damaged(Mirror.Damaged e) {
        return document(Problem.of(Word.UNAVAILABLE, "mirror-intact",
                "The mirror is damaged: " + e.fault().sentence() + "."));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> database(RuntimeException e) {
        if (DatabaseAway.is(e)) {
            LOG.warn("The database did not answer: {}", e.getMessage());
            return document(Problem.of(Word.UNAVAILABLE, "database", "The database does not answer at the moment."));
        }
        LOG.error("internal error", e);
        return document(Problem.internal());
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<Object> nowhere() {
        return document(
                Problem.of(Word.UNKNOWN, "path-known",
                        "There is nothing at this address; /openapi.json lists what there is."));
    }

    @ExceptionHandler
    ResponseEntity<Object> method(HttpRequestMethodNotSupportedException e) {
        Problem problem = Problem.of(Word.INVALID, "http", "This address does not take " + e.getMethod() + ".");
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED).headers(e.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.with(HttpStatus.METHOD_NOT_ALLOWED.value()));
    }

    @ExceptionHandler
    ResponseEntity<Object> mistyped(MethodArgumentTypeMismatchException e) {
        return document(Problem.invalid(e.getName(), e.getName() + " cannot be \"" + e.getValue() + "\".").problem());
    }

    @ExceptionHandler
    ResponseEntity<Object> missing(MissingServletRequestParameterException e) {
        return document(
                Problem.invalid("parameter-present", e.getParameterName(), e.getParameterName() + " must be given.")
                        .problem());
    }

    @ExceptionHandler({HttpMessageNotReadableException.class, HttpMediaTypeNotSupportedException.class})
    ResponseEntity<Object> unreadable() {
        return document(Problem.of(Word.INVALID, "http", "The body cannot be read."));
    }

    private static ResponseEntity<Object> document(Problem problem) {
        return ResponseEntity.status(problem.status()).header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }
}
