package dev.outrigger.server;

import java.util.List;

class VirtualShapeTests extends ProtocolShapeTests implements VirtualCats.Tested {
    static List<Options.Storage> storages() {
        return List.of(new Options.Storage.Memory());
    }
}
