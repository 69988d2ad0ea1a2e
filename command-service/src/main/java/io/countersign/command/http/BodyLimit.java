package io.countersign.command.http;

import io.countersign.command.decision.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes a command's body into memory, whole and bounded: it is digested for the idempotency key and then read as JSON. Evidence, which is PUT, is
 * streamed and never held.
 */
final class BodyLimit extends OncePerRequestFilter {

    /** Largest body of a command, in bytes; a checklist comes in base64 and may be larger. */
    static final int MAX_BYTES = 1 << 20;
    static final int MAX_CHECKLIST_BYTES = 8 << 20;

    /** How long a body may take to arrive: the largest then comes over a line of a megabit a second. */
    private static final Duration LONGEST = Duration.ofSeconds(75);

    private final ProblemWriter problems;
    private final Duration longest;
    private final BodyRoom room = new BodyRoom(Runtime.getRuntime().maxMemory());

    BodyLimit(ProblemWriter problems) {
        this(problems, LONGEST);
    }

    /** @param longest that a body may take to arrive */
    BodyLimit(ProblemWriter problems, Duration longest) {
        this.problems = problems;
        this.longest = longest;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isWildcard(request.getContentType())) {
            problems.write(response, Problem.invalid("http", "A body is of one media type.", "Content-Type")
                    .with(HttpStatus.UNSUPPORTED_MEDIA_TYPE));
            return;
        }
        int most = request.getRequestURI().equals("/api/v1/checklists") ? MAX_CHECKLIST_BYTES : MAX_BYTES;
        int taken = BodyRoom.kibibytes(request.getContentLengthLong(), most);
        if (!room.take(taken)) {
            problems.write(response, Problem.of(Refusal.Problem.UNAVAILABLE, "body-room",
                    "Too many large bodies are being read; try again."));
            return;
        }
        try {
            held(request, response, chain, most);
        } finally {
            room.give(taken);
        }
    }

    /** What Spring's reader of bodies fails on; what is no media type at all it refuses by itself. */
    private static boolean isWildcard(@Nullable String type) {
        try {
            return type != null && !type.isBlank() && !MediaType.parseMediaType(type).isConcrete();
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private void held(HttpServletRequest request, HttpServletResponse response, FilterChain chain, int most)
            throws ServletException, IOException {
        byte[] body = BodyRoom.read(request.getInputStream(), request.getContentLengthLong(), most, longest);
        if (body == null) {
            problems.write(response, Problem.invalid("body-complete", "The body did not arrive within "
                    + longest.toSeconds() + " s.", null).with(HttpStatus.REQUEST_TIMEOUT));
            response.flushBuffer();
            // without it the server would read on, to the end; and this one it takes for no fault that it owes a page
            throw new ClientAbortException("a body that drips in");
        }
        if (body.length > most) {
            problems.write(response, Problem.invalid("body-size", "The body is larger than " + most + " bytes.", null)
                    .with(HttpStatus.CONTENT_TOO_LARGE));
            return;
        }
        chain.doFilter(new Held(request, body), response);
    }

    /** The bytes of the current request's body. */
    static byte[] of(HttpServletRequest request) {
        byte[] body = (byte[]) request.getAttribute(BodyLimit.class.getName());
        return body == null ? new byte[0] : body;
    }

    private static final class Held extends HttpServletRequestWrapper {

        private final byte[] body;

        Held(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
            request.setAttribute(BodyLimit.class.getName(), body);
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("a body that is held is read at once");
                }

                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] into, int from, int most) {
                    return bytes.read(into, from, most);
                }
            };
        }
    }
}
