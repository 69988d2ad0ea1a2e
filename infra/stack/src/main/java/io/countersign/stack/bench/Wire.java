package io.countersign.stack.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** One kept-alive HTTP/1.1 connection, as lean as can be: what the client spends, the service cannot have. */
final class Wire implements AutoCloseable {
    private static final int MOST = 1 << 24;
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]{1,8})\r\n",
            Pattern.CASE_INSENSITIVE);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] read = new byte[16 * 1024];
    private int filled;

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /**
     * The answer's body.
     *
     * @throws IOException also for any status but success, with what has arrived of the answer in its message
     */
    String post(String path, String token, String key, byte[] body) throws IOException {
        var head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nIdempotency-Key: " + key + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        var bytes = new ByteArrayOutputStream(head.length() + body.length);
        bytes.write(head.getBytes(StandardCharsets.US_ASCII));
        bytes.write(body);
        out.write(bytes.toByteArray());
        return answer();
    }

    /** The service says how long each answer is, and sends nothing that was not asked for. */
    private String answer() throws IOException {
        filled = 0;
        var end = -1;
        while (end < 0) {
            more();
            end = new String(read, 0, filled, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        }
        var head = new String(read, 0, end + 2, StandardCharsets.ISO_8859_1);
        var length = LENGTH.matcher(head);
        if (!head.startsWith("HTTP/1.1 2") || !length.find()) {
            throw new IOException(new String(read, 0, filled, StandardCharsets.UTF_8));
        }
        var from = end + 4;
        var size = Math.min(Integer.parseInt(length.group(1)), MOST);
        while (filled < from + size) {
            more();
        }
        return new String(read, from, size, StandardCharsets.UTF_8);
    }

    private void more() throws IOException {
        if (filled == read.length) {
            read = Arrays.copyOf(read, 2 * read.length);
        }
        var got = in.read(read, filled, read.length - filled);
        if (got < 0) {
            throw new EOFException("the service closed the connection");
        }
        filled += got;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
