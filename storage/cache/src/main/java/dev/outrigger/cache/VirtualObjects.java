package dev.outrigger.cache;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.View;
import dev.outrigger.kinds.VirtualSource;
import dev.outrigger.meta.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Room six of a resource whose objects the author's code computes: what it was seen to be is read, and watched, as
/// stored objects are; what is written goes to that code.
///
/// Where the objects depend on who asks, each caller and namespace has a view, with revisions, of its own.
public final class VirtualObjects implements Keeper {
    private static final Duration IDLE = Duration.ofMinutes(5);

    /// Each view has a window of changes; those used longest ago give way.
    private static final int MOST_VIEWS = 256;

    private final ResourceType type;
    private final VirtualSource source;
    private final Layout layout;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<View, VirtualView> views = new LinkedHashMap<>(16, 0.75f, true);

    /// The objects of a type, which has a source of them.
    VirtualObjects(ResourceType type, VirtualSource source) {
        this.type = type;
        this.source = source;
        this.layout = Layout.of(type, Root.USUAL_PREFIX);
    }

    @Override
    public Repository seenBy(Caller caller, String namespace) {
        var asked = new View(caller, namespace);
        return view(source.dependsOnView() ? asked : new View(Caller.ANONYMOUS, ""))
                .seenBy(asked);
    }

    private VirtualView view(View key) {
        lock.lock();
        try {
            var known = views.get(key);
            if (known != null) return known;
            makeRoom();
            var made = new VirtualView(type.groupResource(), source, key, layout);
            views.put(key, made);
            return made;
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom() {
        var all = views.values().iterator();
        while (all.hasNext()) {
            var oldest = all.next();
            if (views.size() < MOST_VIEWS && !oldest.isIdle(IDLE)) return;
            oldest.close();
            all.remove();
        }
    }

    /// The author's code is asked when somebody asks.
    /// Nobody knows what the author's code waits for.
    @Override
    public boolean parks() {
        return false;
    }

    @Override
    public boolean ready() {
        return true;
    }

    /// Of the views there are.
    @Override
    public List<Examination> examine() throws InterruptedException {
        var found = new ArrayList<Examination>();
        for (VirtualView view : open()) found.addAll(view.examine());
        return found;
    }

    private List<VirtualView> open() {
        lock.lock();
        try {
            return List.copyOf(views.values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        open().forEach(VirtualView::close);
    }
}
