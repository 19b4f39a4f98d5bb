package dev.outrigger.server;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.FieldError;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the protocol suite serves: the shapes of type that authors write.
final class ProtocolTypes {
    private ProtocolTypes() {}

    /// A plain record with a status.
    record Cat(CatSpec spec, CatStatus status) {}

    record CatSpec(
            @JsonPropertyDescription("What the cat answers to.")
            String name,

            Integer lives,
            String mood,
            List<String> likes,
            Map<String, String> traits) {}

    record CatStatus(Boolean asleep, Integer meals) {}

    /// In no namespace, and completed by its author.
    record Kennel(KennelSpec spec, KennelStatus status) {}

    record KennelSpec(Integer size) {}

    record KennelStatus(String state) {}

    /// Without a status.
    record Note(NoteSpec spec) {}

    record NoteSpec(String text) {}

    /// With a rich schema.
    @Group("pets.example.com")
    @Version("v1")
    @ShortNames("dg")
    static class Dog extends CustomResource<DogSpec, DogStatus> implements Namespaced {
        private static final long serialVersionUID = 1;
    }

    static class DogSpec {
        @Required
        @Min(0)
        @Max(30)
        public Integer age;

        public Breed breed;
        public Set<String> tricks;
        public List<Puppy> puppies;
        public Map<String, Integer> weights;
        public Collar collar;

        @Default("quiet")
        public String voice;
    }

    enum Breed {
        BEAGLE,
        POODLE
    }

    static class Puppy {
        @Required
        public String name;

        public Integer age;
    }

    static class Collar {
        @Pattern("^[a-z]+$")
        public String color;

        @Size(min = 2, max = 5)
        public String text;
    }

    static class DogStatus {
        public String phase;
    }

    /// In a version that its author has given up.
    record Rat(NoteSpec spec) {}

    /// In a version that its annotation calls deprecated.
    @Group("old.example.com")
    @Version(value = "v1beta1", deprecated = true, deprecationWarning = "mice are \"out\"; see \\\\cheese")
    static class Mouse extends CustomResource<DogStatus, Void> {
        private static final long serialVersionUID = 1;
    }

    static ServerBuilder server() {
        return serverWithCats(cat());
    }

    static ServerBuilder serverWithCats(Resource<?> cats) {
        return Outrigger.server()
                .name("protocol")
                .resource(cats)
                .resource(kennel())
                .resource(note())
                .resource(dog())
                .resource(ProtocolPonds.resource())
                .resource(
                        Resource.of(Rat.class).in("old.example.com", "v1alpha1").deprecated())
                .resource(Resource.of(Mouse.class));
    }

    private static Resource<Cat> cat() {
        return Resource.of(Cat.class)
                .in("animal.skai.io", "v1alpha1")
                .shortName("ct")
                .category("all")
                .validate(cat -> cat.spec() == null
                                || cat.spec().name() == null
                                || cat.spec().name().isEmpty()
                        ? List.of(FieldError.required("spec.name", "must be specified"))
                        : List.of());
    }

    private static Resource<Kennel> kennel() {
        return Resource.of(Kennel.class)
                .in("animal.skai.io", "v1alpha1")
                .clusterScoped()
                .defaulting(kennel -> kennel.spec() == null || kennel.spec().size() == null
                        ? new Kennel(new KennelSpec(4), kennel.status())
                        : kennel);
    }

    static Resource<Note> note() {
        return Resource.of(Note.class).in("notes.example.com", "v1");
    }

    private static Resource<Dog> dog() {
        return Resource.of(Dog.class).column("Age", ".spec.age").column("Voice", ".spec.voice");
    }
}
