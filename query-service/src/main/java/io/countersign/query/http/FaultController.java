package io.countersign.query.http;

import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Problem.Word;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the servlet container sends what no controller answered. */
@Hidden
@RestController
final class FaultController implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Problem> fault(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = code instanceof Integer number ? number : 404;
        Problem problem = status >= 500
                ? Problem.internal()
                : status == 404
                        ? Problem.of(Word.UNKNOWN, "path-known", "Nothing is served under this path.")
                        : Problem.of(Word.INVALID, "http", "The request cannot be taken (HTTP " + status + ").");
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem.with(status));
    }
}
