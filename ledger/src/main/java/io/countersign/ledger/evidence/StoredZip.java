package io.countersign.ledger.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The one way a pack's zip is laid out (PKWARE APPNOTE), so that the same files always give the same bytes and no byte is free: files stored, not deflated (a
 * deflater's output depends on its version), no comment, dated 1980-01-01 00:00, no permissions, no gap, no extra field but the zip64 ones when a number outgrows its
 * place.
 */
final class StoredZip {

    /** Files are smaller than this: 4 GiB less one byte. */
    static final long MAX_SIZE = 0xffff_ffffL;

    private static final int MAX_COUNT = 0xffff;
    private static final short DATE_1980 = 0x21;
    private static final short ZIP64_ID = 1;

    private final List<Member> members = new ArrayList<>();
    private long offset;

    /** What the central directory says of one file. */
    private record Member(byte[] name, long size, int crc, long offset) {}

    /** The header that stands before the file's bytes. */
    byte[] begin(String name, long size, int crc) {
        byte[] encoded = name.getBytes(StandardCharsets.US_ASCII);
        members.add(new Member(encoded, size, crc, offset));
        ByteBuffer out = buffer(30 + encoded.length);
        out.putInt(0x04034b50).putShort(version(offset)).putShort((short) 0);
        common(out, size, crc, encoded).putShort((short) 0).put(encoded);
        offset += out.capacity() + size;
        return out.array();
    }

    /** Everything that stands after the last file. */
    byte[] end() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Member member : members) {
            out.writeBytes(central(member));
        }
        long size = out.size();
        if (members.size() >= MAX_COUNT || offset >= MAX_SIZE || size >= MAX_SIZE) {
            out.writeBytes(zip64End(size));
        }
        short count = (short) Math.min(members.size(), MAX_COUNT);
        ByteBuffer end = buffer(22).putInt(0x06054b50).putShort((short) 0).putShort((short) 0).putShort(count)
                .putShort(count);
        out.writeBytes(end.putInt((int) Math.min(size, MAX_SIZE)).putInt((int) Math.min(offset, MAX_SIZE))
                .putShort((short) 0).array());
        return out.toByteArray();
    }

    private static byte[] central(Member member) {
        boolean far = member.offset >= MAX_SIZE;
        ByteBuffer out = buffer(46 + member.name.length + (far ? 12 : 0));
        out.putInt(0x02014b50).putShort((short) 20).putShort(version(member.offset)).putShort((short) 0);
        common(out, member.size, member.crc, member.name).putShort((short) (far ? 12 : 0));
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        out.putInt((int) Math.min(member.offset, MAX_SIZE)).put(member.name);
        if (far) {
            out.putShort(ZIP64_ID).putShort((short) 8).putLong(member.offset);
        }
        return out.array();
    }

    private byte[] zip64End(long size) {
        ByteBuffer out = buffer(56 + 20);
        out.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0).putInt(0);
        out.putLong(members.size()).putLong(members.size()).putLong(size).putLong(offset);
        out.putInt(0x07064b50).putInt(0).putLong(offset + size).putInt(1);
        return out.array();
    }

    /** Method, time, date, CRC-32, sizes and the name's length, alike in both headers. */
    private static ByteBuffer common(ByteBuffer out, long size, int crc, byte[] name) {
        return out.putShort((short) 0).putShort((short) 0).putShort(DATE_1980).putInt(crc).putInt((int) size)
                .putInt((int) size).putShort((short) name.length);
    }

    private static short version(long offset) {
        return (short) (offset >= MAX_SIZE ? 45 : 10);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
