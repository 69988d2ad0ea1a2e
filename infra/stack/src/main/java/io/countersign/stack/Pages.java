package io.countersign.stack;

import com.sun.net.httpserver.HttpServer;
import io.countersign.local.LocalFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A plain page on the port of the console, which is not here yet. */
final class Pages {
    private Pages() {}

    static void serve(StackPorts ports, Running running) {
        serve(ports.console(), "text/html; charset=utf-8",
                """
                    <!doctype html>
                    <html lang="en">
                    <head><meta charset="utf-8"><title>Countersign</title></head>
                    <body>
                    <h1>Countersign</h1>
                    <p>The deployment ledger that an auditor can verify. Its APIs are here:</p>
                    <ul>
                    <li>commands: <a href="%1$s/openapi.json">%1$s/openapi.json</a>, <a href="%1$s/health">health</a>,
                      the log at <a href="%1$s/checkpoint">checkpoint</a></li>
                    <li>queries: <a href="%2$s/openapi.json">%2$s/openapi.json</a>, <a href="%2$s/health">health</a></li>
                    <li>identities: <a href="%3$s/.well-known/openid-configuration">%3$s/.well-known/openid-configuration</a></li>
                    </ul>
                    <p>On the command line: <code>./countersign --help</code></p>
                    </body>
                    </html>
                    """.formatted(
                        StackPorts.address(ports.command()), StackPorts.address(ports.query()),
                        StackPorts.address(ports.issuer())),
                running);
    }

    private static void serve(int port, String type, String page, Running running) {
        try {
            var bytes = page.getBytes(StandardCharsets.UTF_8);
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getResponseHeaders().set("Content-Type", type);
                    exchange.sendResponseHeaders(200,
                            "HEAD".equals(exchange.getRequestMethod()) ? -1 : bytes.length);
                    if (!"HEAD".equals(exchange.getRequestMethod())) {
                        exchange.getResponseBody().write(bytes);
                    }
                }
            });
            server.start();
            running.add(Running.Layer.PAGES, () -> server.stop(0));
        } catch (IOException e) {
            throw new LocalFault(
                    "Cannot listen on port " + port + ": " + LocalFault.why(e) + "; choose other ports with --port N.",
                    e);
        }
    }
}
