package io.countersign.command.http;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusing;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every fault as a problem document. */
@RestControllerAdvice
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** A refusal as the answer. */
    public static ResponseEntity<Object> of(Refusal refusal) {
        return Problem.of(refusal).response();
    }

    /** {@code invalid}, with the status 413 that HTTP has for it. */
    public static ResponseEntity<Object> tooLarge(String rule, String detail) {
        return Problem.invalid(rule, detail, null).with(HttpStatus.CONTENT_TOO_LARGE).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusing e) {
        return Problem.of(e.refusal()).response();
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<Object> nothingThere() {
        return Problem.of(Refusal.Problem.UNKNOWN, "path-known", "Nothing is served under this path.").response();
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(HttpMessageNotReadableException e) {
        return UnreadableBody.problem(e).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> mistyped(MethodArgumentTypeMismatchException e) {
        return Problem.invalid("parameter-readable", "\"" + e.getValue() + "\" is no value for " + e.getName() + ".",
                e.getName()).response();
    }

    /** A header that Spring's firewall does not let be read. */
    @ExceptionHandler
    ResponseEntity<Object> unreadable(RequestRejectedException e) {
        LOG.debug("a header", e);
        return Problem.invalid("request-line", "A header holds characters that cannot be seen.", null).response();
    }

    /** A query with a percent sign that begins no byte, or bytes that are no UTF-8. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(InvalidParameterException e) {
        LOG.debug("undecodable", e);
        return Problem.invalid("parameter-readable", "The query is not percent-encoded UTF-8.", null).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> missing(ServletRequestBindingException e) {
        return Problem.invalid("parameter-present", e.getBody().getDetail() + "", null).response();
    }

    /** The caller hung up; there is nobody to tell. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        LOG.debug("the caller hung up", e);
    }

    /** The last resort: Spring's own refusals (method, media type) keep their status; anything else is a bug or a broken part. */
    @ExceptionHandler
    ResponseEntity<Object> other(Exception e) {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return framework(known.getStatusCode(), known.getBody().getDetail() + "", known.getHeaders());
        }
        Refusal unavailable = Unavailable.refusal(e);
        if (unavailable != null) {
            LOG.warn("not available: {}", unavailable.reason(), e);
            return Problem.of(unavailable).response();
        }
        String id = UUID.randomUUID().toString();
        LOG.error("internal error {}", id, e);
        return Problem.internal(" under " + id).response();
    }

    private static ResponseEntity<Object> framework(HttpStatusCode status, String detail, HttpHeaders headers) {
        Problem problem = Problem.invalid("http", detail, null).with(status);
        var response = problem.response();
        return ResponseEntity.status(status).headers(headers).headers(response.getHeaders()).body(problem);
    }
}
