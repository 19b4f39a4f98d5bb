package dev.outrigger.cache;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Store;
import java.util.ArrayList;
import java.util.Optional;

/// Pages of a past that only the store still holds, read in pieces: a page costs what it holds, not what there is.
record PastPages(Store store, Layout layout, Revision revision) {
    private static final int SMALLEST_PIECE = 32;
    private static final int LARGEST_PIECE = 2_000;

    /// @throws dev.outrigger.store.CompactedException where the store holds it no more
    Page page(PageRequest wanted) {
        var found = new ArrayList<CachedObject>();
        var startAfter = wanted.after().isEmpty() ? "" : layout.root() + wanted.after();
        for (int size = firstPiece(wanted.limit()); ; size = Math.min(size * 2, LARGEST_PIECE)) {
            var range = new Store.Range(layout.prefix(wanted.namespace()), startAfter, size);
            var piece = store.list(range, new Store.ReadAt.Exact(revision));
            int seen = 0;
            for (var entry : piece.entries()) {
                seen++;
                startAfter = entry.key();
                var object = layout.object(entry);
                if (wanted.matching().test(object)) found.add(object);
                if (wanted.isFull(found.size())) break;
            }
            int unseen = piece.entries().size() - seen;
            if (unseen == 0 && piece.isLast()) return new Page(revision, found, Optional.empty());
            if (wanted.isFull(found.size())) {
                var count =
                        piece.remaining().stream().map(left -> left + unseen).findFirst();
                var rest = new Page.Rest(startAfter.substring(layout.root().length()), count);
                return new Page(revision, found, Optional.of(rest));
            }
        }
    }

    private static int firstPiece(long limit) {
        return limit == 0 ? LARGEST_PIECE : (int) Math.clamp(limit, SMALLEST_PIECE, LARGEST_PIECE);
    }
}
