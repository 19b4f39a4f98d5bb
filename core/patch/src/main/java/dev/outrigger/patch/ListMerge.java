package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Merges two sets or map lists. Items of both lists come in the order of the applied one; items of the live
/// list alone stay as near as they can to where they were.
///
/// The order is structured-merge-diff's, step by step: another one would make a no-op apply change the object.
final class ListMerge {
    private final Shape list;
    private final List<Value> live;
    private final List<PathElement> livePlaces;
    private final List<PathElement> appliedPlaces;
    private final Map<PathElement, Value> liveItems = new TreeMap<>();
    private final Map<PathElement, Value> appliedItems = new TreeMap<>();
    private final List<PathElement> shared;
    private int nextShared;
    private final Set<PathElement> done = new TreeSet<>();
    private final List<Value> merged = new ArrayList<>();

    ListMerge(Shape list, List<Value> live, List<Value> applied) {
        this.list = list;
        this.live = live;
        livePlaces = ListItems.places(list, live);
        appliedPlaces = ListItems.places(list, applied);
        for (int i = 0; i < live.size(); i++) {
            // An item that occurs twice is not merged into: what is applied replaces it.
            liveItems.merge(livePlaces.get(i), live.get(i), (_, _) -> Value.NULL);
        }
        for (int i = 0; i < applied.size(); i++) appliedItems.put(appliedPlaces.get(i), applied.get(i));
        shared = appliedPlaces.stream().filter(liveItems::containsKey).toList();
    }

    List<Value> merged() {
        int left = 0;
        int right = 0;
        while (left < livePlaces.size() || right < appliedPlaces.size()) {
            if (left < livePlaces.size() && right < appliedPlaces.size()) {
                var place = livePlaces.get(left);
                if (place.compareTo(appliedPlaces.get(right)) == 0) {
                    take(place);
                    nextShared++;
                    left++;
                    right++;
                    continue;
                }
                if (isSharedButLater(place)) {
                    left++;
                    continue;
                }
            }
            if (left < livePlaces.size()) {
                var place = livePlaces.get(left);
                if (!appliedItems.containsKey(place)) {
                    merged.add(live.get(left++));
                    continue;
                }
                if (done.contains(place)) left++;
            }
            if (right < appliedPlaces.size()) takeApplied(appliedPlaces.get(right++));
        }
        return merged;
    }

    /// Whether both lists have the item, but another shared one comes first in the applied list.
    private boolean isSharedButLater(PathElement place) {
        return appliedItems.containsKey(place)
                && nextShared < shared.size()
                && shared.get(nextShared).compareTo(place) != 0;
    }

    private void takeApplied(PathElement place) {
        take(place);
        if (nextShared < shared.size() && shared.get(nextShared).compareTo(place) == 0) nextShared++;
    }

    private void take(PathElement place) {
        done.add(place);
        var before = liveItems.get(place);
        var after = appliedItems.getOrDefault(place, Value.NULL);
        merged.add(before == null ? after : Merging.merge(list.items(), before, after));
    }
}
