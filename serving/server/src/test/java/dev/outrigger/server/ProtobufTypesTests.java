package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.outrigger.kinds.Action;
import dev.outrigger.kinds.Edit;
import dev.outrigger.kinds.ProtoFiles;
import dev.outrigger.kinds.ProtoNumber;
import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.rest.TimeLimits;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.kubernetes.client.proto.IntStr;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Authors' types in protobuf, read and written by messages that are made from the `.proto` file of the same types.
class ProtobufTypesTests {
    private static final String SHIPS = "/apis/sea.example.com/v1/namespaces/n/ships";
    private static final String BOATS = "/apis/sea.example.com/v1/namespaces/n/boats";
    private static final String PROTOBUF = ProtocolProto.TYPE;
    private static final Pattern FIELD =
            Pattern.compile("  (optional|repeated|map<string,) (\\S+?)>? (\\w+) = (\\d+);");

    private static ProtocolServer server;
    private static Descriptors.Descriptor ship;
    private static Descriptors.Descriptor list;

    record Ship(ShipSpec spec, ShipStatus status) {}

    record ShipSpec(
            @ProtoNumber(2) String name,
            @ProtoNumber(1) int crew,
            @ProtoNumber(3) Long tons,
            @ProtoNumber(4) Double speed,
            @ProtoNumber(5) Float draught,
            @ProtoNumber(6) boolean sails,
            @ProtoNumber(7) List<String> flags,
            @ProtoNumber(8) List<Mast> masts,
            @ProtoNumber(9) Map<String, Integer> cargo,
            @ProtoNumber(10) Map<String, Mast> spares,
            @ProtoNumber(11) Instant launched,
            @ProtoNumber(12) IntOrString port,
            @ProtoNumber(13) Quantity water,
            @ProtoNumber(14) Object log,
            @ProtoNumber(15) byte[] seal,
            @ProtoNumber(16) Rig rig,
            @ProtoNumber(100) List<Integer> depths) {}

    record Mast(@ProtoNumber(1) String name, @ProtoNumber(2) Integer height) {}

    record ShipStatus(@ProtoNumber(1) String phase) {}

    enum Rig {
        SLOOP,
        KETCH
    }

    /// The name of a ship by itself.
    record Naming(NamingSpec spec) {}

    record NamingSpec(@ProtoNumber(1) String name) {}

    private static final GroupVersionKind NAMING = new GroupVersionKind("sea.example.com", "v1", "Naming");

    record Boat(BoatSpec spec) {}

    record BoatSpec(String name) {}

    record Half(HalfSpec spec) {}

    record HalfSpec(@ProtoNumber(1) String one, String other) {}

    record Twice(TwiceSpec spec) {}

    record TwiceSpec(
            @ProtoNumber(1) String one, @ProtoNumber(1) String other) {}

    private static ServerBuilder types() {
        return Outrigger.server()
                .name("sea")
                .resource(Resource.of(Ship.class)
                        .in("sea.example.com", "v1")
                        .subresource(
                                "naming", Edit.of(Naming.class, NAMING, ProtobufTypesTests::naming, (ship, _) -> ship))
                        .subresource("cheer", Action.of(Naming.class, NAMING, (ship, naming, _) -> cheered(naming))))
                .resource(Resource.of(Boat.class).in("sea.example.com", "v1"));
    }

    @BeforeAll
    static void start() throws Exception {
        server = ProtocolServer.start(types(), new Options.Storage.Memory(), TimeLimits.USUAL);
        var file = file(ProtoFiles.of(types().types()).get("sea.example.com_v1.proto"));
        ship = file.findMessageTypeByName("Ship");
        list = file.findMessageTypeByName("ShipList");
    }

    private static Naming naming(Ship ship) {
        return new Naming(
                new NamingSpec(ship.spec() == null ? null : ship.spec().name()));
    }

    private static Naming cheered(Naming naming) {
        return new Naming(new NamingSpec("hip, hip, " + naming.spec().name()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// The descriptor of a `.proto` file as this project writes them.
    private static Descriptors.FileDescriptor file(String text) throws Exception {
        var file = FileDescriptorProto.newBuilder().setName("types.proto").setSyntax("proto2");
        DescriptorProto.Builder message = null;
        for (String line : text.lines().toList()) {
            if (line.startsWith("package ")) file.setPackage(line.substring(8, line.length() - 1));
            if (line.startsWith("message "))
                message = file.addMessageTypeBuilder().setName(line.split(" ")[1]);
            var field = FIELD.matcher(line);
            if (field.matches()) field(message, field.group(1), field.group(2), field.group(3), field.group(4));
        }
        var dependencies = List.of(
                Meta.getDescriptor(),
                Runtime.getDescriptor(),
                IntStr.getDescriptor(),
                io.kubernetes.client.proto.Resource.getDescriptor());
        dependencies.forEach(one -> file.addDependency(one.getName()));
        return Descriptors.FileDescriptor.buildFrom(
                file.build(), dependencies.toArray(Descriptors.FileDescriptor[]::new));
    }

    private static void field(DescriptorProto.Builder message, String label, String type, String name, String number) {
        var field = message.addFieldBuilder().setName(name).setNumber(Integer.parseInt(number));
        if (label.startsWith("map")) {
            var entry = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Entry";
            message.addNestedType(DescriptorProto.newBuilder()
                    .setName(entry)
                    .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                    .addField(typed(
                                    FieldDescriptorProto.newBuilder()
                                            .setName("key")
                                            .setNumber(1),
                                    "string")
                            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL))
                    .addField(typed(
                                    FieldDescriptorProto.newBuilder()
                                            .setName("value")
                                            .setNumber(2),
                                    type)
                            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)));
            field.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED).setTypeName(entry);
            field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE);
            return;
        }
        field.setLabel(
                label.equals("optional")
                        ? FieldDescriptorProto.Label.LABEL_OPTIONAL
                        : FieldDescriptorProto.Label.LABEL_REPEATED);
        typed(field, type);
    }

    private static FieldDescriptorProto.Builder typed(FieldDescriptorProto.Builder field, String type) {
        for (var scalar : FieldDescriptorProto.Type.values()) {
            if (scalar.name().equals("TYPE_" + type.toUpperCase(java.util.Locale.ROOT))) return field.setType(scalar);
        }
        return field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(type);
    }

    private static String json(String name) {
        return ProtocolJson.quoted("{'apiVersion': 'sea.example.com/v1', 'kind': 'Ship', 'metadata': {'name': '" + name
                + "', 'labels': {'a': 'b'}, 'annotations': {'c': 'd'}, 'finalizers': ['x.example.com/y']}, 'spec': {"
                + "'name': 'Fram', 'crew': 0, 'tons': 402, 'speed': 7.5, 'draught': 5.25, 'sails': false, 'flags': ['no', ''],"
                + "'masts': [{'name': 'fore', 'height': -3}, {}], 'cargo': {'dogs': 100}, 'spares': {'main': {'height': 9}},"
                + "'launched': '1892-10-26T12:00:00Z', 'port': 'aft', 'water': '20Gi', 'log': {'free': [1, 'two']},"
                + "'seal': 'aGk=', 'rig': 'KETCH', 'depths': [3, -4]}, 'status': {'phase': 'x'}}");
    }

    private static DynamicMessage message(ProtocolAnswer answer, Descriptors.Descriptor of) throws Exception {
        assertThat(answer.header("Content-Type")).isEqualTo(PROTOBUF);
        var envelope = ProtocolProto.envelope(answer.body());
        assertThat(envelope.getTypeMeta().getApiVersion()).isEqualTo("sea.example.com/v1");
        assertThat(envelope.getTypeMeta().getKind()).isEqualTo(of.getName());
        return whole(DynamicMessage.parseFrom(of, envelope.getRaw()));
    }

    private static DynamicMessage whole(DynamicMessage message) {
        assertThat(message.getUnknownFields().asMap()).isEmpty();
        return message;
    }

    private static Object at(DynamicMessage message, String... path) {
        Object at = message;
        for (String name : path) {
            var holder = (com.google.protobuf.Message) at;
            at = holder.getField(holder.getDescriptorForType().findFieldByName(name));
        }
        return at;
    }

    @Test
    void whatWasSentInJsonIsReadInProtobufByTheNumbersOfTheFile() throws Exception {
        server.admin().post(SHIPS, json("fram")).created();
        var fram = message(server.admin().get(SHIPS + "/fram", "Accept", PROTOBUF), ship);

        assertThat(at(fram, "metadata", "name")).isEqualTo("fram");
        assertThat(at(fram, "metadata", "namespace")).isEqualTo("n");
        assertThat(at(fram, "spec", "crew")).isEqualTo(0);
        assertThat(((DynamicMessage) at(fram, "spec"))
                        .hasField(
                                ship.getFile().findMessageTypeByName("ShipSpec").findFieldByName("sails")))
                .isTrue();
        assertThat(at(fram, "spec", "tons")).isEqualTo(402L);
        assertThat(at(fram, "spec", "speed")).isEqualTo(7.5);
        assertThat(at(fram, "spec", "draught")).isEqualTo(5.25f);
        assertThat(at(fram, "spec", "flags")).isEqualTo(List.of("no", ""));
        assertThat(at(fram, "spec", "launched", "seconds"))
                .isEqualTo(Instant.parse("1892-10-26T12:00:00Z").getEpochSecond());
        assertThat(at(fram, "spec", "port", "strVal")).isEqualTo("aft");
        assertThat(at(fram, "spec", "water", "string")).isEqualTo("20Gi");
        assertThat(at(fram, "spec", "rig")).isEqualTo("KETCH");
        assertThat(at(fram, "spec", "depths")).isEqualTo(List.of(3, -4));
        var text = TextFormat.printer().printToString(fram);
        assertThat(text).contains("key: \"dogs\"", "value: 100", "height: -3", "{\\\"free\\\":[1,\\\"two\\\"]}");
    }

    @Test
    void anObjectThatComesBackInProtobufIsUnchangedByAnUpdate() throws Exception {
        var created = server.admin().post(SHIPS, json("maud")).created();
        var read = server.admin().get(SHIPS + "/maud", "Accept", PROTOBUF);
        var put = server.admin()
                .send("PUT", SHIPS + "/maud", read.body(), "Content-Type", PROTOBUF)
                .ok();

        assertThat(put.resourceVersion()).isEqualTo(created.resourceVersion());
        assertThat(put.at("/spec")).isEqualTo(created.at("/spec"));
    }

    @Test
    void whatAClientWroteInProtobufIsCreatedAndAnsweredSo() throws Exception {
        var spec = ship.getFile().findMessageTypeByName("ShipSpec");
        var metadata =
                Meta.ObjectMeta.newBuilder().setName("gjoa").setGenerateName("").setGeneration(0);
        var message = DynamicMessage.newBuilder(ship)
                .setField(ship.findFieldByName("metadata"), metadata.build())
                .setField(
                        ship.findFieldByName("spec"),
                        DynamicMessage.newBuilder(spec)
                                .setField(spec.findFieldByName("crew"), 6)
                                .setField(spec.findFieldByName("name"), "Gjøa")
                                .setField(spec.findFieldByName("rig"), "")
                                .build())
                .build();
        var body = ProtocolProto.document("sea.example.com/v1", "Ship", message);
        var answer = server.admin().send("POST", SHIPS, body, "Content-Type", PROTOBUF, "Accept", PROTOBUF);

        assertThat(answer.code()).isEqualTo(201);
        assertThat(at(message(answer, ship), "spec", "name")).isEqualTo("Gjøa");
        var json = server.admin().get(SHIPS + "/gjoa");
        assertThat(json.at("/spec/crew")).isEqualTo(6L);
        assertThat(json.has("/spec/rig")).isFalse();
    }

    @Test
    void listsAndTheirItemsAreMessagesToo() throws Exception {
        server.admin().post(SHIPS.replace("/n/", "/lists/"), json("a")).created();
        var answer = server.admin().get(SHIPS.replace("/n/", "/lists/"), "Accept", PROTOBUF);
        var ships = message(answer, list);

        assertThat((List<?>) at(ships, "items")).hasSize(1);
        assertThat(at((DynamicMessage) ((List<?>) at(ships, "items")).getFirst(), "metadata", "name"))
                .isEqualTo("a");
        assertThat(at(ships, "metadata", "resourceVersion")).asString().isNotEmpty();
    }

    @Test
    void watchesAreFramesWithWholeObjectsInThem() throws Exception {
        var place = SHIPS.replace("/n/", "/watched/");
        server.admin().post(place, json("a")).created();
        var query = "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
                + "&timeoutSeconds=1";
        var answer = server.admin().get(place + query, "Accept", PROTOBUF + ";stream=watch");
        assertThat(answer.header("Content-Type")).isEqualTo(PROTOBUF + ";stream=watch");
        var frames = ByteBuffer.wrap(answer.body());

        var added = event(frames);
        assertThat(added.getType()).isEqualTo("ADDED");
        var object = ProtocolProto.envelope(added.getObject().getRaw().toByteArray());
        assertThat(object.getTypeMeta().getKind()).isEqualTo("Ship");
        assertThat(at(whole(DynamicMessage.parseFrom(ship, object.getRaw())), "spec", "name"))
                .isEqualTo("Fram");
        var bookmark = event(frames);
        assertThat(bookmark.getType()).isEqualTo("BOOKMARK");
        var marker = ProtocolProto.envelope(bookmark.getObject().getRaw().toByteArray());
        assertThat(at(DynamicMessage.parseFrom(ship, marker.getRaw()), "metadata", "resourceVersion"))
                .asString()
                .isNotEmpty();
    }

    private static Meta.WatchEvent event(ByteBuffer frames) throws Exception {
        var frame = new byte[frames.getInt()];
        frames.get(frame);
        return Meta.WatchEvent.parseFrom(frame);
    }

    @Test
    void theStatusSubresourceAndPatchesAnswerInProtobuf() throws Exception {
        server.admin().post(SHIPS, json("belgica")).created();
        var patched = server.admin()
                .patch(
                        SHIPS + "/belgica/status",
                        "application/merge-patch+json",
                        "{'status': {'phase': 'afloat'}}",
                        "Accept",
                        PROTOBUF);

        assertThat(at(message(patched, ship), "status", "phase")).isEqualTo("afloat");
    }

    @Test
    void theKindsOfSubresourcesAreMessagesToo() throws Exception {
        server.admin().post(SHIPS, json("nansen")).created();
        var kind = ship.getFile().findMessageTypeByName("Naming");
        var read = server.admin().get(SHIPS + "/nansen/naming", "Accept", PROTOBUF);
        assertThat(at(message(read, kind), "spec", "name")).isEqualTo("Fram");

        var put = server.admin()
                .send("PUT", SHIPS + "/nansen/naming", read.body(), "Content-Type", PROTOBUF, "Accept", PROTOBUF);
        assertThat(at(message(put, kind), "metadata", "name")).isEqualTo("nansen");

        var cheer = server.admin()
                .send("POST", SHIPS + "/nansen/cheer", read.body(), "Content-Type", PROTOBUF, "Accept", PROTOBUF);
        assertThat(cheer.code()).isEqualTo(201);
        assertThat(at(message(cheer, kind), "spec", "name")).isEqualTo("hip, hip, Fram");
        assertThat(ship.getFile().findMessageTypeByName("NamingList")).isNull();
    }

    @Test
    void aDocumentOfAnotherKindOrNoneIsRefused() {
        var wrong = ProtocolProto.document("sea.example.com/v1", "Boat", Meta.ObjectMeta.getDefaultInstance());
        var answer = server.admin().send("POST", SHIPS, wrong, "Content-Type", PROTOBUF);
        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.textAt("/message")).contains("no kind \"Boat\" is registered");
        assertThat(server.admin()
                        .send("POST", SHIPS, new byte[] {1, 2}, "Content-Type", PROTOBUF)
                        .code())
                .isEqualTo(400);
    }

    @Test
    void typesWithoutNumbersAreNotServedSo() {
        assertThat(server.admin().get(BOATS, "Accept", PROTOBUF).code()).isEqualTo(406);
        assertThat(server.admin()
                        .get(BOATS, "Accept", PROTOBUF + ", application/json")
                        .header("Content-Type"))
                .isEqualTo("application/json");
        assertThat(server.admin()
                        .send("POST", BOATS, new byte[] {1}, "Content-Type", PROTOBUF)
                        .code())
                .isEqualTo(415);
    }

    @Test
    void aTypeIsNumberedWholeOrNotAtAllAndEachNumberIsGivenOnce() {
        assertThatThrownBy(() -> Resource.of(Half.class).in("a.b", "v1").type())
                .hasMessage(
                        Half.class.getName() + ": Half v1 as protobuf: HalfSpec.other has no number, as others have:"
                                + " add @ProtoNumber to it");
        assertThatThrownBy(() -> Resource.of(Twice.class).in("a.b", "v1").type())
                .hasMessageContaining("one and other both have the number 1");
    }
}
