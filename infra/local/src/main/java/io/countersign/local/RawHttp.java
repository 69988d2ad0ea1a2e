package io.countersign.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** HTTP as it stands on the wire, for what no client would send. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 10_000;

    private RawHttp() {}

    /** All that a server on this machine answers until it closes the connection. @param sent each character is one byte */
    public static String answered(int port, String sent) throws IOException {
        return answered(port, sent, Integer.MAX_VALUE);
    }

    /**
     * What comes first of an answer, before more is sent.
     *
     * @param sent each character is one byte
     * @param most bytes of the answer
     * @throws IOException when so many did not come within ten seconds and the connection is still open
     */
    public static String answered(int port, String sent, int most) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(most), StandardCharsets.UTF_8);
        }
    }
}
