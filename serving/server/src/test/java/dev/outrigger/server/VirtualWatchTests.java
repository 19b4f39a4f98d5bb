package dev.outrigger.server;

import java.util.List;

class VirtualWatchTests extends ProtocolWatchTests implements VirtualCats.Tested {
    static List<Options.Storage> storages() {
        return List.of(new Options.Storage.Memory());
    }
}
