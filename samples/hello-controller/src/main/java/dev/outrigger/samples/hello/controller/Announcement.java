package dev.outrigger.samples.hello.controller;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something that people should hear of, as an event beside the foo: `kubectl describe foo` shows it.
///
/// @param type `Normal` or `Warning`
/// @param reason what sort of thing, in a word
/// @param message what it was
record Announcement(String type, String reason, String message) {
    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    static Announcement of(String reason, String message) {
        return new Announcement("Normal", reason, message);
    }

    static Announcement warning(String reason, String message) {
        return new Announcement("Warning", reason, message);
    }

    /// Says it of a foo. What is said again is counted. Nothing comes of it where it cannot be said: it is
    /// not worth doing the work a second time.
    void about(FooResource foo, Context<FooResource> context) {
        var events =
                context.getClient().v1().events().inNamespace(foo.getMetadata().getNamespace());
        try {
            var before = events.withName(name(foo)).get();
            if (before == null) events.resource(event(foo)).create();
            else events.resource(again(before)).update();
        } catch (KubernetesClientException unheard) {
            LOG.warn("{} {}: {}", reason, foo.getMetadata().getName(), message, unheard);
        }
    }

    /// One for all times that the same is said of the same foo.
    private String name(FooResource foo) {
        var what = String.join("\n", foo.getMetadata().getUid(), type, reason, message);
        return "foo-" + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    }

    private Event event(FooResource foo) {
        var metadata = foo.getMetadata();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(metadata.getNamespace())
                .withName(name(foo))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(foo.getApiVersion())
                .withKind(foo.getKind())
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withNewSource()
                .withComponent(FooReconciler.NAME)
                .endSource()
                .withReportingComponent(FooReconciler.NAME)
                .withFirstTimestamp(now())
                .withLastTimestamp(now())
                .withCount(1)
                .build();
    }

    private static Event again(Event event) {
        return new EventBuilder(event)
                .withCount(event.getCount() + 1)
                .withLastTimestamp(now())
                .build();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
