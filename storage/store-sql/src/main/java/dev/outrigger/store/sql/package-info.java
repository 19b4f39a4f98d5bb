/// A store in an SQL database: SQLite, the embedded default.
///
/// The way of a write: [SqliteStore] hands it to the one [Writer] thread, which applies all that wait in one
/// transaction of the [Log], commits, tells the watchers and then the callers. Reads go to [Readers].
@NullMarked
package dev.outrigger.store.sql;

import org.jspecify.annotations.NullMarked;
