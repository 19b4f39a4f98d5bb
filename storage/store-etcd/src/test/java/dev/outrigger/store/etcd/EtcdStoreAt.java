package dev.outrigger.store.etcd;

import dev.outrigger.store.Store;
import dev.outrigger.store.contract.WritingProcess;
import java.net.URI;
import java.util.List;

/// The store of an etcd whose URL is given.
final class EtcdStoreAt implements WritingProcess.Opener {
    @Override
    public Store open(String where) {
        return EtcdStore.open(EtcdSettings.of(List.of(URI.create(where))));
    }
}
