package dev.outrigger.cache;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Hands changes to the watches that are up to date, all on one thread: to wake a thread for each of a thousand
/// watches costs more than to tell them.
///
/// It runs while there is somebody to tell. A lock of a watch may be held when this one's is taken, never the other way
/// round.
final class Delivery {
    private final WatchCache cache;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Watch> followers = new LinkedHashSet<>();
    /// What has been handed out; from here on all followers are told.
    private WatchCache.Place place = WatchCache.Place.NOWHERE;

    private boolean running;

    Delivery(WatchCache cache) {
        this.cache = cache;
    }

    /// Has a watch told of the changes from its position on.
    ///
    /// @return false where the watch has to catch up on its own
    boolean add(Watch watch, long position) {
        lock.lock();
        try {
            if (!running) begin();
            return position >= place.position() && followers.add(watch);
        } finally {
            lock.unlock();
        }
    }

    void remove(Watch watch) {
        lock.lock();
        try {
            followers.remove(watch);
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        running = true;
        place = cache.end();
        Thread.ofVirtual().name("outrigger-watch-delivery").start(this::run);
    }

    private void run() {
        try {
            while (hasFollowers()) tell();
        } catch (InterruptedException | RuntimeException _) {
            stop();
        }
    }

    /// Stops where nobody is left.
    private boolean hasFollowers() {
        lock.lock();
        try {
            running = !followers.isEmpty();
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void tell() throws InterruptedException {
        var from = place;
        switch (cache.next(from.position(), from.revision(), Long.MAX_VALUE)) {
            case Watch.Batch.Changes(var changes, var upTo) -> {
                var to = new WatchCache.Place(from.position() + changes.size(), upTo);
                var told = advance(to);
                if (!changes.isEmpty()) told.forEach(watch -> watch.tell(from.position(), changes, upTo));
            }
            case Watch.Batch.Lost _ -> stop();
        }
    }

    /// From here on, who joins is not told of what lies before.
    private List<Watch> advance(WatchCache.Place to) {
        lock.lock();
        try {
            place = to;
            return new ArrayList<>(followers);
        } finally {
            lock.unlock();
        }
    }

    /// The followers go on by themselves, and find out what happened.
    private void stop() {
        List<Watch> left;
        lock.lock();
        try {
            left = new ArrayList<>(followers);
            followers.clear();
            place = cache.end();
        } finally {
            lock.unlock();
        }
        left.forEach(Watch::handBack);
    }
}
