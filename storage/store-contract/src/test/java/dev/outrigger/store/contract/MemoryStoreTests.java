package dev.outrigger.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import org.junit.jupiter.api.Test;

class MemoryStoreTests extends StoreContract {
    @Override
    protected Store open() {
        return new MemoryStore();
    }

    @Test
    void itCompactsItself() {
        for (int i = 0; i < 12_000; i++) store().write(new Write.Create("/" + i, "x".getBytes(UTF_8)));

        assertThat(store().compacted().number()).isBetween(1_500L, 2_001L);
        assertThatThrownBy(() -> watch("", new Revision(1))).isInstanceOf(CompactedException.class);
        assertThat(listAll()).hasSize(12_000);
    }
}
