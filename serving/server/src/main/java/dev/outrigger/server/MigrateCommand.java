package dev.outrigger.server;

import dev.outrigger.cache.Migration;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.store.StoreException;
import java.io.PrintStream;
import java.util.ArrayList;

/// `PROGRAM migrate`: what is stored in other versions is rewritten in those that are written now.
final class MigrateCommand {
    private final ServerBuilder server;
    private final PrintStream out;
    private final PrintStream err;

    MigrateCommand(ServerBuilder server, PrintStream out, PrintStream err) {
        this.server = server;
        this.out = out;
        this.err = err;
    }

    /// @return whether every object is in its storage version now
    /// @throws StartException where the objects cannot be got at
    /// @throws StoreException where the store failed; what was done until then stays done
    boolean run(Options given) throws InterruptedException {
        var options = server.changed(given);
        var plan = server.plan(server::types);
        var storages = new ArrayList<Options.Storage>();
        for (var own : plan.storages()) storages.add(own.orElse(options.storage()));
        if (storages.stream().allMatch(Options.Storage.Memory.class::isInstance)) {
            throw new StartException("nothing is stored in memory that could be migrated: name the server's storage");
        }
        if (storages.stream().allMatch(MigrateCommand::isShared)) return migrate(plan, storages, options);
        // Files belong to one process at a time.
        try (var _ = DataFolder.open(options.dataFolder())) {
            return migrate(plan, storages, options);
        }
    }

    private static boolean isShared(Options.Storage storage) {
        return storage instanceof Options.Storage.Etcd || storage instanceof Options.Storage.Postgres;
    }

    private boolean migrate(Plan plan, ArrayList<Options.Storage> storages, Options options)
            throws InterruptedException {
        boolean all = true;
        try (var stores = new Stores(options, plan.types())) {
            int next = 0;
            for (var type : plan.types().get()) {
                var storage = storages.get(next++);
                if (type.virtual().isPresent()) continue;
                var migration = new Migration(type, stores.root(storage));
                var counts = migration.run(soFar -> tell(type, soFar, " so far"), err::println);
                tell(type, counts, "");
                all &= counts.failed() == 0;
            }
        }
        return all;
    }

    private void tell(ResourceType type, Migration.Counts counts, String when) {
        out.println(type.groupResource() + ": " + counts.rewritten() + " rewritten as " + type.storageVersion() + ", "
                + counts.kept() + " in it already, " + counts.failed() + " failed" + when);
        out.flush();
    }
}
