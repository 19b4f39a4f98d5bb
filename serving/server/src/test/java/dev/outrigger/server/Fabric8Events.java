package dev.outrigger.server;

import dev.outrigger.server.ProtocolTypes.Dog;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a watcher or an informer of fabric8's was told, in the order in which it was.
final class Fabric8Events implements Watcher<Dog>, ResourceEventHandler<Dog> {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    /// The events until that one comes, which is the last of them.
    List<String> until(String last) {
        var told = new ArrayList<String>();
        try {
            while (told.isEmpty() || !told.getLast().equals(last)) {
                var event = events.poll(20, TimeUnit.SECONDS);
                if (event == null) throw new AssertionError("no " + last + " but " + told);
                told.add(event);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return told;
    }

    private void tell(String what, Dog dog) {
        events.add(what + " " + dog.getMetadata().getName() + " " + dog.getSpec().age);
    }

    @Override
    public void eventReceived(Action action, Dog dog) {
        if (action == Action.BOOKMARK) events.add("BOOKMARK");
        else tell(action.name(), dog);
    }

    @Override
    public void onClose(WatcherException cause) {
        events.add("closed: " + (cause.isHttpGone() ? "410" : cause.getMessage()));
    }

    @Override
    public void onClose() {
        events.add("closed");
    }

    @Override
    public void onAdd(Dog dog) {
        tell("add", dog);
    }

    @Override
    public void onUpdate(Dog before, Dog dog) {
        boolean same = before.getMetadata()
                .getResourceVersion()
                .equals(dog.getMetadata().getResourceVersion());
        tell(same ? "again" : "update", dog);
    }

    @Override
    public void onDelete(Dog dog, boolean unseen) {
        tell("delete", dog);
    }
}
