package dev.outrigger.store.sql;

import dev.outrigger.store.Store;
import dev.outrigger.store.contract.SharedStoreContract;

class PostgresContractTests extends SharedStoreContract {
    private final String url = Database.shared().url();

    @Override
    protected Store open() {
        return PostgresStore.open(url);
    }

    @Override
    protected void crash() {
        Database.shared().kill();
        Database.shared().restart();
    }
}
