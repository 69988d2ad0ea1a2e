package io.countersign.command.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class BodyLimitTest {

    /** Of 100,000 bytes one in a millisecond: who sends them is answered, and let go, long before the last. */
    @Test
    void a_client_whose_body_drips_in_is_told_so_and_no_longer_listened_to(@TempDir Path directory) throws Exception {
        Tomcat server = serving(directory, Duration.ofMillis(50));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getConnector().getLocalPort())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write("POST /api/v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            var dripping = CompletableFuture.supplyAsync(() -> drip(client), Thread::startVirtualThread);
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("application/problem+json", "body-complete")
                    .endsWith("}").doesNotContain("page");
            client.close();
            assertThat(dripping.get()).isLessThan(100_000);
        } finally {
            server.stop();
            server.destroy();
        }
    }

    /** @return how many bytes went out before nobody took them */
    private static int drip(Socket client) {
        for (int sent = 0; sent < 100_000; sent++) {
            try {
                client.getOutputStream().write('o');
                LockSupport.parkNanos(1_000_000);
            } catch (IOException _) {
                return sent;
            }
        }
        return 100_000;
    }

    private static Tomcat serving(Path directory, Duration longest) throws LifecycleException {
        Tomcat server = new Tomcat();
        server.setBaseDir(directory.toString());
        server.setPort(0);
        var context = server.addContext("", directory.toString());
        var filter = new FilterDef();
        filter.setFilterName("limit");
        filter.setFilter(new BodyLimit(new ProblemWriter(JsonMapper.shared()), longest));
        context.addFilterDef(filter);
        var every = new FilterMap();
        every.setFilterName("limit");
        every.addURLPattern("/*");
        context.addFilterMap(every);
        Tomcat.addServlet(context, "page", new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getOutputStream().print("page");
            }
        });
        context.addServletMappingDecoded("/", "page");
        var fault = new ErrorPage();
        fault.setLocation("/error");
        context.addErrorPage(fault);
        server.getConnector();
        server.start();
        return server;
    }
}
