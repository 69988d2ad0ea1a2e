package io.countersign.cli.deployment;

/** Sealed times, cut to what a reader needs. */
final class Times {

    private Times() {}

    /** {@code 2026-11-22T21:30:05.123456Z} as {@code 2026-11-22 21:30:05Z}; anything else as it is. */
    static String seconds(String instant) {
        return instant.length() > 19 && instant.endsWith("Z") && instant.charAt(10) == 'T'
                ? instant.substring(0, 10) + " " + instant.substring(11, 19) + "Z"
                : instant;
    }
}
