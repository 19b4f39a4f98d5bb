package dev.outrigger.server;

import java.util.List;

class VirtualListMatrixTests extends ProtocolListMatrixTests implements VirtualCats.Tested {
    static List<Options.Storage> storages() {
        return List.of(new Options.Storage.Memory());
    }
}
