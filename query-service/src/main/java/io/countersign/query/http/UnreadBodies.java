package io.countersign.query.http;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Nothing of a body is read but by whoever asked for it: none is a form, whatever its media type, which curl declares by itself. Who asks before
 * sending is told to go on only when the body is wanted.
 */
@Component
final class UnreadBodies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            connector.setParseBodyMethods("");
            connector.setProperty("continueResponseTiming", "onRead");
        });
    }
}
