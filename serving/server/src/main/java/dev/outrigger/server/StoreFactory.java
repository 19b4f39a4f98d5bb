package dev.outrigger.server;

import dev.outrigger.store.Store;
import java.nio.file.Path;

/// Opens a store that the server brings itself.
@FunctionalInterface
public interface StoreFactory {

    /// Opens the store. Called once for each start; the server closes what is returned when it ends.
    ///
    /// @param dataFolder where the server keeps its files; the store may keep its own there
    /// @throws dev.outrigger.store.StoreException where it cannot be used; the message is told as it is
    Store open(Path dataFolder);
}
