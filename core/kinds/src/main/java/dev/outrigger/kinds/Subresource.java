package dev.outrigger.kinds;

import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.MetaSchemas;
import dev.outrigger.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a resource serves below each of its objects, at `…/NAME/SUBRESOURCE`, in every version.
///
/// Authors give [Edit], [Action] and [Connect] to [Resource]; this is what the engine is told.
public sealed interface Subresource {

    /// The last segment of its path, such as `status`.
    String name();

    /// A kind that a subresource speaks beside the resource's own.
    ///
    /// @param name group, version and kind
    /// @param schema the whole object, apiVersion, kind and metadata included
    /// @param columns what a table shows after the name; none for the default columns
    /// @param message the protobuf message of its objects; empty where they have none
    record Kind(GroupVersionKind name, Schema schema, List<Column> columns, Optional<ProtoMessage> message) {
        public Kind {
            columns = List.copyOf(columns);
        }

        /// A kind whose message is what the numbers of its members say.
        ///
        /// @throws IllegalArgumentException where some members have numbers and others none
        Kind(GroupVersionKind name, Schema schema, List<Column> columns) {
            this(name, schema, columns, ProtoMessages.of(name.kind(), name.version(), schema));
        }
    }

    /// The object's `status`, written apart from all else.
    record Status() implements Subresource {
        @Override
        public String name() {
            return "status";
        }
    }

    /// A subresource that shows the stored object as another kind and writes it as that.
    sealed interface Faceted extends Subresource {
        /// The other kind.
        Kind kind();

        /// How the one kind becomes the other.
        Facet facet();
    }

    /// Where an object has what its scale shows.
    ///
    /// @param specReplicas the path of the number that is wanted, below `.spec`, such as `.spec.replicas`
    /// @param statusReplicas the path of the number there is, below `.status`
    /// @param selector the path of the label selector, a string below `.spec` or `.status`; empty for none
    record ScalePaths(String specReplicas, String statusReplicas, Optional<String> selector) {}

    /// How many there shall be and are, as `autoscaling/v1` `Scale`.
    ///
    /// @param hub the paths in the version that rules run on, from which every version's scale is served
    /// @param others what differs in other versions, by their names: empty where there is no scale; or paths of the
    ///     version's own, for a cluster that serves the resource from a CRD knows no hub
    record Scale(ScalePaths hub, Map<String, Optional<ScalePaths>> others) implements Faceted {
        private static final Kind KIND =
                new Kind(new GroupVersionKind("autoscaling", "v1", "Scale"), MetaSchemas.SCALE, ScaleFacet.COLUMNS);

        public Scale {
            others = Map.copyOf(others);
        }

        @Override
        public String name() {
            return "scale";
        }

        @Override
        public Kind kind() {
            return KIND;
        }

        /// The paths in a version; empty where it has no scale.
        Optional<ScalePaths> paths(String version) {
            return others.getOrDefault(version, Optional.of(hub));
        }

        @Override
        public Facet facet() {
            return new ScaleFacet(hub);
        }
    }

    /// A part of the stored object under a kind of its own.
    record Edit(String name, Kind kind, Facet facet) implements Faceted {}

    /// Something to be done with an object: created, answered, and stored nowhere.
    ///
    /// @param kind what is sent and answered
    /// @param performer does it
    record Action(String name, Kind kind, Performer performer) implements Subresource {}

    /// A connection to what the object stands for.
    ///
    /// @param methods the HTTP methods it takes
    /// @param options what may stand in the query
    /// @param paths whether the path may go on behind its name, as `…/proxy/some/path`
    /// @param right what a client needs to be allowed
    /// @param bodies how the bodies of requests are taken
    /// @param connector answers
    record Connect(
            String name,
            List<Method> methods,
            Options options,
            Paths paths,
            Right right,
            Bodies bodies,
            Connector connector)
            implements Subresource {
        public Connect {
            methods = List.copyOf(methods);
        }
    }

    /// The HTTP methods that a connection may take.
    enum Method {
        /// Reads; authorized as `get`.
        GET,
        /// Authorized as `get`.
        HEAD,
        /// Authorized as `create`.
        POST,
        /// Authorized as `update`.
        PUT,
        /// Authorized as `patch`.
        PATCH,
        /// Authorized as `delete`.
        DELETE,
        /// Authorized as the empty verb.
        OPTIONS
    }

    /// What may stand in a connection's query.
    ///
    /// @param kind the kind that discovery names; the resource's own where there are no options
    /// @param schema the parameters by their names: scalars and lists of them
    record Options(Optional<String> kind, Schema schema) {}

    /// Whether a connection's path may go on behind its name.
    enum Paths {
        /// It ends there.
        NONE,
        /// It may go on.
        BELOW
    }

    /// How the bodies of a connection's requests are taken.
    enum Bodies {
        /// Each is read whole first, as long as it is of the size of an object, and handed to the connector.
        WHOLE,
        /// They are of any length, and handed on while they come; the connector sees none.
        STREAMED
    }

    /// What a client needs to be allowed for a connection.
    enum Right {
        /// What its method stands for.
        METHOD,
        /// To create too, whatever the method.
        CREATE
    }

    /// Does what an [Action] is asked for.
    interface Performer {
        /// The answer: the members of the action's kind beside apiVersion, kind and metadata.
        ///
        /// @param object the object in the hub version
        /// @param body what was sent, as its schema allows it
        /// @throws dev.outrigger.meta.ApiException where it is refused
        Value.Struct perform(Value.Struct object, Value.Struct body, ActionContext context);
    }

    /// Answers a [Connect].
    interface Connector {
        /// The answer.
        ///
        /// @param object the object in the hub version
        /// @param options the query's parameters, as their schema has them
        /// @throws dev.outrigger.meta.ApiException where it is refused
        Connected connect(Value.Struct object, Value.Struct options, Connection connection) throws InterruptedException;
    }

    /// What names of subresources look like: a DNS label.
    Pattern NAMES = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
}
