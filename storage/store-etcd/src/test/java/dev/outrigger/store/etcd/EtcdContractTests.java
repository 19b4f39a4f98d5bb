package dev.outrigger.store.etcd;

import dev.outrigger.store.Store;
import dev.outrigger.store.contract.SharedStoreContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

class EtcdContractTests extends SharedStoreContract {
    @TempDir
    Path folder;

    @AutoClose
    private Etcd etcd;

    @Override
    protected Store open() {
        if (etcd == null) etcd = Etcd.start(folder);
        return EtcdStore.open(EtcdSettings.of(List.of(etcd.url())));
    }

    @Override
    protected void crash() {
        etcd.kill();
        etcd.restart();
    }
}
