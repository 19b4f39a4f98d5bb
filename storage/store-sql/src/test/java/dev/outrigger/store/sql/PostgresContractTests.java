package dev.outrigger.store.sql;

import dev.outrigger.store.Store;
import dev.outrigger.store.contract.DurableStoreContract;

class PostgresContractTests extends DurableStoreContract {
    private final String url = Database.shared().url();

    @Override
    protected Store open() {
        return PostgresStore.open(url);
    }
}
