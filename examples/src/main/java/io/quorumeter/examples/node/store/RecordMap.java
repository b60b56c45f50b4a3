package io.quorumeter.examples.node.store;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.zip.CRC32C;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/**
 * A map on disk in which each record carries a checksum over its key and its content: a record that was altered, or that stands under
 * another's key, is never handed out.
 */
final class RecordMap {

    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private final String name;
    private final MVMap<byte[], byte[]> map;

    RecordMap(MVStore store, String name) {
        this.name = name;
        this.map = store.openMap(
                name,
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    void put(byte[] key, byte[] content) {
        byte[] record = ByteBuffer.allocate(CHECKSUM_BYTES + content.length)
                .putInt(checksum(key, ByteBuffer.wrap(content)))
                .put(content)
                .array();
        map.put(key, record);
    }

    @Nullable
    ByteBuffer get(byte[] key) throws StoreDamagedException {
        byte[] record = map.get(key);
        return record == null ? null : checked(key, record);
    }

    boolean contains(byte[] key) {
        return map.containsKey(key);
    }

    void remove(byte[] key) {
        map.remove(key);
    }

    byte @Nullable [] lastKey() {
        return map.lastKey();
    }

    /** Returns the keys from {@code first} on, ascending. */
    Iterator<byte[]> keysFrom(byte[] first) {
        return map.keyIterator(first);
    }

    /** Reads every record, also one that stands under a key that nobody would ask for. */
    void checkAll() throws StoreDamagedException {
        Iterator<byte[]> keys = map.keyIterator(null);
        while (keys.hasNext()) {
            byte[] key = keys.next();
            checked(key, map.get(key));
        }
    }

    private ByteBuffer checked(byte[] key, byte @Nullable [] record) throws StoreDamagedException {
        if (record != null && record.length >= CHECKSUM_BYTES) {
            ByteBuffer content = ByteBuffer.wrap(record);
            int expected = content.getInt();
            if (checksum(key, content.duplicate()) == expected) {
                return content;
            }
        }
        throw new StoreDamagedException("a record of '" + name + "' does not match its checksum");
    }

    private static int checksum(byte[] key, ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        crc.update(content);
        return (int) crc.getValue();
    }
}
