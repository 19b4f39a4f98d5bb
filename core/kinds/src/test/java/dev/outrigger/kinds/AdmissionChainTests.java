package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.AdmissionRequest.Operation;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The order in which plug-ins run, and which requests they are asked about.
class AdmissionChainTests {
    record Cat(String name, Integer lives) {}

    record Dog(String name) {}

    private static final ResourceType CATS =
            Resource.of(Cat.class).in("animal.skai.io", "v1").type();
    private static final ResourceType DOGS =
            Resource.of(Dog.class).in("animal.skai.io", "v1").type();
    private final List<String> asked = new ArrayList<>();

    private Admission mutating(String name, String member, String value) {
        return Admission.mutating(name, request -> {
            asked.add(name);
            return request.object().with(member, value);
        });
    }

    private static AdmissionChain chain(Caches caches, Admission... plugins) {
        return AdmissionChain.of(List.of(plugins), FeatureGates.NONE, List.of(CATS, DOGS), caches);
    }

    private static AdmissionRequest<Value.Struct> request(
            AdmissionChain chain, ResourceType type, Operation operation, String subresource) {
        return new AdmissionRequest<>(
                operation,
                type,
                type.kind("v1"),
                subresource,
                new ObjectKey("n", "tom"),
                Value.object("name", "tom"),
                Optional.empty(),
                new Caller("ada", "", List.of(), Map.of()),
                false,
                Value.Struct.EMPTY,
                chain.surroundings(_ -> {}));
    }

    @Test
    void onlyThoseRunOnceMoreThatALaterOneWentPast() {
        var chain = chain(Caches.NONE, mutating("a", "x", "1"), mutating("b", "y", "2"), mutating("c", "y", "2"));
        chain.mutated(request(chain, CATS, Operation.CREATE, ""));
        assertThat(asked).containsExactly("a", "b", "c", "a");
    }

    @Test
    void twoThatNeverAgreeRunTwiceAtMost() {
        var chain = chain(Caches.NONE, mutating("a", "x", "1"), mutating("b", "x", "2"));
        var object = chain.mutated(request(chain, CATS, Operation.CREATE, ""));
        assertThat(asked).containsExactly("a", "b", "a");
        assertThat(object.text("x")).contains("1");
    }

    @Test
    void aPlugInIsAskedAboutItsClassOperationsAndSubresources() {
        var chain = chain(
                Caches.NONE,
                Admission.validating("usual", Cat.class, _ -> asked.add("usual")),
                Admission.validating("deletes", Cat.class, _ -> asked.add("deletes"))
                        .on(Operation.DELETE),
                Admission.validating("status", Cat.class, _ -> asked.add("status"))
                        .onSubresources("status"),
                Admission.validating("all", _ -> asked.add("all"))
                        .on(Operation.CREATE, Operation.UPDATE, Operation.DELETE, Operation.CONNECT)
                        .onSubresources("*"));
        chain.validate(request(chain, CATS, Operation.CREATE, ""));
        chain.validate(request(chain, CATS, Operation.DELETE, ""));
        chain.validate(request(chain, CATS, Operation.UPDATE, "status"));
        chain.validate(request(chain, DOGS, Operation.CONNECT, "log"));
        assertThat(asked).containsExactly("usual", "all", "deletes", "all", "status", "all", "all");
    }

    @Test
    void aPlugInWhoseCacheIsNotFilledInTimeIsNotAsked() {
        var chain = chain(
                Caches.NONE,
                Admission.validating("reader", Cat.class, _ -> asked.add("reader"))
                        .reads(Dog.class));
        assertThatThrownBy(() -> chain.validate(request(chain, CATS, Operation.CREATE, "")))
                .isInstanceOf(ApiException.class)
                .hasMessage("cats.animal.skai.io \"tom\" is forbidden: not yet ready to handle request");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatAPlugInDoesNotSayItReadsItCannotRead() {
        var chain =
                chain(Caches.NONE, Admission.validating("reader", Cat.class, request -> request.objects(Dog.class)));
        assertThatThrownBy(() -> chain.validate(request(chain, CATS, Operation.CREATE, "")))
                .hasMessage("the admission plug-in reader failed")
                .hasRootCauseMessage("the admission plug-in reader does not say that it reads " + Dog.class.getName()
                        + ": add .reads(Dog.class)");
    }

    @Test
    void aNameThatTheCommandLineCannotTellIsNoName() {
        assertThatThrownBy(() -> Admission.validating("a,b", _ -> {})).hasMessageContaining("\"a,b\"");
    }
}
