package io.countersign.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @Test
    void writes_paths_as_tlog_tiles_does() {
        assertThat(TilePath.format(new TileId(0, 1_234_067, 256))).isEqualTo("tile/0/x001/x234/067");
        assertThat(TilePath.format(new TileId(2, 0, 1))).isEqualTo("tile/2/000.p/1");
        assertThat(TilePath.format(new TileId(TileId.ENTRIES, 273, 112))).isEqualTo("tile/entries/273.p/112");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/x001/x234/067", "tile/2/000.p/1", "tile/entries/273.p/112", "tile/0/999",
        "tile/0/x001/000.p/255"})
    void reads_what_it_writes(String path) {
        assertThat(TilePath.format(TilePath.parse(path))).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/tile/0/000", "tile/0/0", "tile/00/000", "tile/8/000", "tile/0/x000/000",
        "tile/0/001/000", "tile/0/x001", "tile/0/000.p/0",
        "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000/", "tile/-1/000", "tile/entries/000.p/999",
        "tile/7/x999/x999/999", "tile/0/000\n"})
    void refuses_any_other_spelling(String path) {
        assertThatThrownBy(() -> TilePath.parse(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
