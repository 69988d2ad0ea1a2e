package io.countersign.command.http;

import io.countersign.command.decision.Refusal;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import io.swagger.v3.oas.annotations.Hidden;

/** Where the servlet container sends what no controller answered. */
@Hidden
@RestController
final class FaultController implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Object> fault(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        if (status == null || status.is5xxServerError()) {
            return Problem.internal("").response();
        }
        return status == HttpStatus.NOT_FOUND
                ? Problem.of(Refusal.Problem.UNKNOWN, "path-known", "Nothing is served under this path.").response()
                : Problem.invalid("http", status.getReasonPhrase() + ".", null).with(status).response();
    }
}
