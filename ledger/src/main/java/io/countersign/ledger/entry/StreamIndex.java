package io.countersign.ledger.entry;

/**
 * An entry's place in the gapless count of one population it belongs to, written {@code deployment/0198…#12}.
 *
 * @param stream name of the population, such as {@code deployment/0198…} or {@code type/countersign.item-completed.v1}; printable ASCII without
 *               space, quote, backslash and {@code #}
 * @param index  from 0
 */
public record StreamIndex(String stream, long index) {

    public StreamIndex {
        Attribute.require("streams", stream);
        if (stream.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a stream's name holds no '#': " + stream);
        }
        if (index < 0) {
            throw new IllegalArgumentException("a stream's index is not negative: " + index);
        }
    }

    @Override
    public String toString() {
        return stream + "#" + index;
    }
}
