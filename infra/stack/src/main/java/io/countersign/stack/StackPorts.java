package io.countersign.stack;

import io.countersign.local.LocalFault;
import io.countersign.local.Ports;
import java.util.LinkedHashMap;
import java.util.Map;

/** The five fixed ports, one after the other. */
record StackPorts(int console, int command, int query, int issuer, int timestamps) {

    /** @throws LocalFault if the first is no port that leaves room for four more */
    static StackPorts from(int first) {
        if (first < 1 || first > 65_531) {
            throw new LocalFault(
                    "--port " + first + " is no port with four more after it: choose one between 1 and 65531.");
        }
        return new StackPorts(first, first + 1, first + 2, first + 3, first + 4);
    }

    /** @throws LocalFault that names the first port on which somebody listens already */
    void requireFree() {
        var users = new LinkedHashMap<Integer, String>(Map.of());
        users.put(console, "the console");
        users.put(command, "command-service");
        users.put(query, "query-service");
        users.put(issuer, "the issuer");
        users.put(timestamps, "the timestamp authority");
        users.forEach((port, user) -> {
            if (!Ports.isFree(port)) {
                throw new LocalFault("Port " + port + ", meant for " + user
                        + ", is taken by another program or not allowed: stop that program or choose other ports with --port N.");
            }
        });
    }

    static String address(int port) {
        return "http://127.0.0.1:" + port;
    }
}
