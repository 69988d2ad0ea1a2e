package io.countersign.query.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What the web server refuses by itself, since it is no HTTP or its path no URL, is answered as a problem too, not with the server's page. */
public final class PlainErrors extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable fault) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        // 501 is what the server says to a method that HTTP does not have, 505 to a version that it does not speak
        boolean theirs = response.getStatus() < 500 || response.getStatus() == 501 || response.getStatus() == 505;
        byte[] body = """
            {"type":"urn:countersign:problem:%1$s","problem":"%1$s","title":"%2$s","status":%3$d,"detail":"%4$s"%5$s}"""
                .formatted(theirs ? "invalid" : "internal", theirs ? "The request is not valid" : "Internal error",
                        response.getStatus(),
                        theirs
                                ? "This is no HTTP request that can be read, or it did not come whole in time."
                                : "Something went wrong here; it is logged.",
                        theirs ? ",\"rule\":\"http\"" : "")
                .getBytes(StandardCharsets.UTF_8);
        try {
            response.setContentType("application/problem+json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException _) {
            // the caller has gone, or was answered
        }
    }

    /** Puts it in the page's place. */
    @Component
    static final class InPlaceOfThePage implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

        @Override
        public void customize(ConfigurableTomcatWebServerFactory factory) {
            factory.addContextCustomizers(
                    context -> ((StandardHost) context.getParent())
                            .setErrorReportValveClass(PlainErrors.class.getName()));
        }
    }
}
