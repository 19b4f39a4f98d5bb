package dev.outrigger.bench;

import dev.outrigger.codec.Json;
import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.LabelSelector;
import dev.outrigger.meta.Value;
import dev.outrigger.patch.FieldManager;
import dev.outrigger.patch.Ownership;
import dev.outrigger.patch.Patch;
import dev.outrigger.patch.Patcher;
import dev.outrigger.patch.Versions;
import dev.outrigger.schema.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The steps that requests are made of, one by one, on the objects of the load: `bench/jmh` runs them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class InnerLoops {
    private static final FieldManager CLIENT = FieldManager.named("client");
    private static final FieldManager APPLIER = FieldManager.named("applier");
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    private final ResourceType type =
            Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").type();
    private final Schema schema = type.version("v1alpha1").schema();
    private final Ownership ownership =
            new Ownership(type.kind("v1alpha1"), Versions.only("animal.skai.io/v1alpha1", schema));
    private final Value.Struct live =
            ownership.update(Optional.empty(), object(Cats.create("tom", "lucky")), CLIENT, BEFORE);
    private final byte[] encoded = Json.encode(live);
    private final Patch.MergePatch merge =
            Patch.MergePatch.of(Json.decode(Cats.mergePatch("happy")).value());
    private final Value.Struct changed = Patcher.apply(merge, live, schema);
    private final Patch.Apply apply = Patch.Apply.of(object(Cats.apply("tom", "happy")), Patch.OnConflict.TAKE);
    private final LabelSelector selector = LabelSelector.parse("colour in (black,grey),!tailless");
    private final Map<String, String> labels =
            Map.of("app.kubernetes.io/name", "cats", "app.kubernetes.io/part-of", "bench", "colour", "grey");

    /// The cat of the sample.
    public record Cat(Spec spec) {
        /// What is wanted of it.
        public record Spec(String name) {}
    }

    private static Value.Struct object(byte[] json) {
        return (Value.Struct) Json.decode(json).value();
    }

    @Benchmark
    public Object decode() {
        return Json.decode(encoded);
    }

    @Benchmark
    public Object encode() {
        return Json.encode(live);
    }

    @Benchmark
    public Object spliceResourceVersion() {
        return Json.withResourceVersion(encoded, "123456");
    }

    @Benchmark
    public Object mergePatch() {
        return Patcher.apply(merge, live, schema);
    }

    @Benchmark
    public Object ownershipOfAnUpdate() {
        return ownership.update(Optional.of(live), changed, CLIENT, NOW);
    }

    @Benchmark
    public Object serverSideApply() {
        return ownership.apply(Optional.of(live), apply, APPLIER, NOW);
    }

    @Benchmark
    public boolean selector() {
        return selector.matches(labels);
    }

    @Benchmark
    public Object parseSelector() {
        return LabelSelector.parse("colour in (black,grey),!tailless");
    }
}
