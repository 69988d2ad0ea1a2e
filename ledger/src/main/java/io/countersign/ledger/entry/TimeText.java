package io.countersign.ledger.entry;

/** The one spelling of a time in an entry: {@code 2026-11-22T20:15:00.000000Z}. */
final class TimeText {

    static final int LENGTH = 27;

    private static final String SHAPE = "0000-00-00T00:00:00.000000Z";
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

    private TimeText() {}

    /** Microseconds since 1970 of the time that begins there, or -1 if none does, or an earlier one. */
    static long micros(byte[] in, int from, int end) {
        if (end - from < LENGTH) {
            return -1;
        }
        for (int i = 0; i < LENGTH; i++) {
            byte c = in[from + i];
            char shape = SHAPE.charAt(i);
            if (shape == '0' ? c < '0' || c > '9' : c != shape) {
                return -1;
            }
        }
        int year = number(in, from, 4);
        int month = number(in, from + 5, 2);
        int day = number(in, from + 8, 2);
        int hour = number(in, from + 11, 2);
        int minute = number(in, from + 14, 2);
        int second = number(in, from + 17, 2);
        if (year < 1970 || month < 1 || month > 12 || day < 1 || day > length(year, month) || hour > 23 || minute > 59
                || second > 59) {
            return -1;
        }
        long days = days(year, month, day);
        return ((days * 24 + hour) * 60 + minute) * 60_000_000L + second * 1_000_000L + number(in, from + 20, 6);
    }

    private static long days(int year, int month, int day) {
        int before = year - 1;
        long leaps = before / 4 - before / 100 + before / 400 - 477; // 477 leap days before 1970
        int leapDay = month > 2 && isLeap(year) ? 1 : 0;
        return (year - 1970) * 365L + leaps + DAYS_BEFORE_MONTH[month - 1] + leapDay + day - 1;
    }

    private static int length(int year, int month) {
        return DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int number(byte[] in, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value * 10 + in[i] - '0';
        }
        return value;
    }
}
