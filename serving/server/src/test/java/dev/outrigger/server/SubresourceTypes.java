package dev.outrigger.server;

import dev.outrigger.kinds.Action;
import dev.outrigger.kinds.ActionContext;
import dev.outrigger.kinds.Admission;
import dev.outrigger.kinds.AdmissionRequest.Operation;
import dev.outrigger.kinds.Connect;
import dev.outrigger.kinds.Connected;
import dev.outrigger.kinds.Connection;
import dev.outrigger.kinds.Edit;
import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.Subresource.Method;
import dev.outrigger.kinds.VersionConversion;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.ValidationRule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Resources with every sort of subresource.
final class SubresourceTypes {
    private SubresourceTypes() {}

    /// Many of something, so that it scales, and partly edited as a configuration.
    record Herd(HerdSpec spec, HerdStatus status) {}

    record HerdSpec(Integer size, String shepherd, Diet diet) {
        HerdSpec with(Diet other) {
            return new HerdSpec(size, shepherd, other);
        }
    }

    record Diet(String food, @Max(9) Integer meals) {}

    record HerdStatus(Integer counted, String selector) {}

    /// The herd before it was called one: its size stood at another place.
    record OldHerd(OldSpec spec, HerdStatus status) {}

    record OldSpec(Integer heads, String shepherd, Diet diet) {}

    /// What the herd eats, as a kind of its own.
    @ValidationRule(
            value = "self.spec.food != 'ash' || self.spec.meals < 3",
            message = "that is too much ash",
            fieldPath = ".spec")
    record DietPlan(Diet spec) {}

    /// Asks for the herd in Base64.
    record Encoding(EncodingSpec spec, EncodingStatus status) {}

    record EncodingSpec(String field, @Max(100) Integer lines) {}

    record EncodingStatus(String output) {}

    record Calls(Integer times, boolean loud, List<String> names, Instant since) {}

    static final GroupVersionKind DIET = new GroupVersionKind("farm.example.com", "v1", "DietPlan");
    static final GroupVersionKind ENCODING = new GroupVersionKind("encoding.example.com", "v1beta1", "Encoding");

    static ServerBuilder server() {
        return Outrigger.server().name("farm").resource(herd()).admission(fence());
    }

    /// Refuses whatever is done with herds of one name, once they are there.
    private static Admission fence() {
        return Admission.validating("Fence", request -> {
                    if (request.name().equals("fenced")
                            && !request.subresource().isEmpty()) {
                        throw request.forbidden(request.operation() + " of " + request.subresource() + " as "
                                + request.kind().kind() + " is fenced off");
                    }
                })
                .on(Operation.CREATE, Operation.UPDATE, Operation.CONNECT)
                .onSubresources("*");
    }

    static Resource<Herd> herd() {
        return Resource.of(Herd.class)
                .in("farm.example.com", "v1")
                .version(
                        OldHerd.class, "v1alpha1", VersionConversion.of(SubresourceTypes::grown, SubresourceTypes::old))
                .validate(SubresourceTypes::errors)
                .scale(".spec.size", ".status.counted", ".status.selector")
                .subresource("diet", Edit.of(DietPlan.class, DIET, SubresourceTypes::diet, SubresourceTypes::fed))
                .subresource("encode", Action.of(Encoding.class, ENCODING, SubresourceTypes::encoded))
                .subresource("call", Connect.of(Calls.class, SubresourceTypes::called, Method.GET, Method.POST))
                .subresource("gate", Connect.withPaths(SubresourceTypes::passed, Method.values()));
    }

    /// An object of a version, as JSON.
    static String herd(String version, String name, String... members) {
        return ProtocolCase.object(
                "farm.example.com/" + version, "Herd", "'name': '" + name + "'", String.join(", ", members));
    }

    private static Herd grown(OldHerd old) {
        var spec = old.spec();
        return new Herd(spec == null ? null : new HerdSpec(spec.heads(), spec.shepherd(), spec.diet()), old.status());
    }

    private static OldHerd old(Herd herd) {
        var spec = herd.spec();
        return new OldHerd(spec == null ? null : new OldSpec(spec.size(), spec.shepherd(), spec.diet()), herd.status());
    }

    private static List<FieldError> errors(Herd herd) {
        var errors = new ArrayList<FieldError>();
        var spec = herd.spec() == null ? new HerdSpec(null, null, null) : herd.spec();
        if (spec.size() != null && spec.size() > 99) {
            errors.add(FieldError.invalid("spec.size", Value.of(spec.size()), "is more than the meadow holds"));
        }
        if (spec.diet() != null && "wolves".equals(spec.diet().food())) {
            errors.add(FieldError.invalid("spec.diet.food", Value.of("wolves"), "is no food"));
        }
        return errors;
    }

    private static DietPlan diet(Herd herd) {
        return new DietPlan(herd.spec() == null ? null : herd.spec().diet());
    }

    private static Herd fed(Herd herd, DietPlan plan) {
        var spec = herd.spec() == null ? new HerdSpec(null, null, null) : herd.spec();
        return new Herd(spec.with(plan.spec()), herd.status());
    }

    private static Encoding encoded(Herd herd, Encoding body, ActionContext context) {
        var field = body.spec() == null || body.spec().field() == null
                ? ""
                : body.spec().field();
        if (field.equals("secret")) {
            throw ApiException.badRequest("undefined field path " + field);
        }
        var lines = body.spec() == null || body.spec().lines() == null
                ? 0
                : body.spec().lines();
        if (lines % 2 == 1) throw context.invalid(FieldError.invalid("spec.lines", Value.of(lines), "is odd"));
        var text = context.object().text("apiVersion").orElse("") + " "
                + herd.spec().shepherd() + " " + context.dryRun() + " "
                + context.caller().name();
        var output = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return new Encoding(body.spec(), new EncodingStatus(output));
    }

    private static Connected called(Herd herd, Calls calls, Connection connection) {
        int times = calls.times() == null ? 1 : calls.times();
        var cry = herd.spec().shepherd() + calls.names() + calls.since() + (calls.loud() ? "!" : "") + "\n";
        return Connected.stream(sink -> {
            for (int i = 0; i < times; i++) sink.write(cry.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static Connected passed(Herd herd, Connect.NoOptions none, Connection connection) {
        if (connection.path().equals("closed")) {
            throw ApiException.forbidden(
                    new GroupResource("farm.example.com", "herds"),
                    connection.key().name(),
                    "the gate is closed");
        }
        if (connection.path().equals("slow")) return Connected.stream(SubresourceTypes::slowly);
        var body = new String(connection.body(), StandardCharsets.UTF_8);
        return Connected.text(connection.method() + " /" + connection.path() + " " + connection.query() + " " + body);
    }

    /// Takes longer than requests may take that are no connections.
    private static void slowly(Connected.Sink sink) throws InterruptedException {
        new CountDownLatch(1).await(900, TimeUnit.MILLISECONDS);
        sink.write("slow".getBytes(StandardCharsets.UTF_8));
    }
}
