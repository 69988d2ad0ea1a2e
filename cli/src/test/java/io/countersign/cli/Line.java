package io.countersign.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The other end of a line that may break: answers each request with the next of its replies, or hangs up. */
final class Line implements AutoCloseable {

    /** Hang up when the request was read. */
    static final String HANG_UP = "";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Deque<String> replies = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    Line(String... replies) throws IOException {
        this.replies.addAll(List.of(replies));
        Thread.ofVirtual().start(this::serve);
    }

    static String reply(int status, String body, String... headers) {
        return "HTTP/1.1 " + status + " Said\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n" + body;
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Each request: head and body. */
    List<String> requests() {
        return requests;
    }

    /** A header's value in each request. */
    List<String> header(String name) {
        return requests.stream().flatMap(String::lines)
                .filter(l -> l.toLowerCase(java.util.Locale.ROOT)
                        .startsWith(name.toLowerCase(java.util.Locale.ROOT) + ":"))
                .map(l -> l.substring(name.length() + 1).strip()).toList();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                requests.add(read(caller.getInputStream()));
                String reply = replies.size() > 1 ? replies.remove() : replies.element();
                OutputStream out = caller.getOutputStream();
                out.write(reply.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) in.read());
        }
        int length = request.toString().lines()
                .filter(l -> l.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(l -> Integer.parseInt(l.substring(15).strip())).findFirst().orElse(0);
        return request + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
