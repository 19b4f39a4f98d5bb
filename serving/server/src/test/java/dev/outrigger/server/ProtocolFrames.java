package dev.outrigger.server;

import dev.outrigger.codec.Cbor;
import dev.outrigger.meta.Value;
import io.kubernetes.client.proto.Meta;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Takes the events of a watch apart, by its media type.
final class ProtocolFrames {
    private final InputStream in;
    private final Consumer<ProtocolEvents.Event> events;

    private ProtocolFrames(InputStream in, Consumer<ProtocolEvents.Event> events) {
        this.in = in;
        this.events = events;
    }

    /// Hands over all events until the stream ends.
    static void read(String contentType, InputStream in, Consumer<ProtocolEvents.Event> events) throws IOException {
        var frames = new ProtocolFrames(in, events);
        switch (contentType) {
            case "application/cbor-seq" -> frames.items();
            case ProtocolProto.TYPE + ";stream=watch" -> frames.messages();
            default -> frames.lines();
        }
    }

    private void lines() throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hand((Value.Struct) ProtocolJson.parseExactly(line));
            }
        }
    }

    private void hand(Value.Struct event) {
        events.accept(new ProtocolEvents.Event(event.text("type").orElse("?"), event.struct("object")));
    }

    private void messages() throws IOException {
        var data = new DataInputStream(in);
        while (true) {
            int length;
            try {
                length = data.readInt();
            } catch (EOFException _) {
                return;
            }
            var event = ProtocolProto.parsed(Meta.WatchEvent.parser(), data.readNBytes(length));
            var object = ProtocolProto.tree(event.getObject().getRaw().toByteArray());
            events.accept(new ProtocolEvents.Event(event.getType(), object));
        }
    }

    private void items() throws IOException {
        var data = new DataInputStream(in);
        for (int first = data.read(); first >= 0; first = data.read()) {
            var item = new ByteArrayOutputStream();
            copy(first, data, item);
            hand((Value.Struct) Cbor.decode(item.toByteArray()).value());
        }
    }

    /// Copies one data item of definite length.
    private static void copy(int first, DataInputStream data, ByteArrayOutputStream item) throws IOException {
        item.write(first);
        long argument = first & 31;
        if (argument >= 24) {
            var bytes = data.readNBytes(1 << (argument - 24));
            item.writeBytes(bytes);
            argument = 0;
            for (byte one : bytes) argument = argument << 8 | (one & 0xff);
        }
        long nested = switch (first >> 5) {
            case 4 -> argument;
            case 5 -> 2 * argument;
            case 6 -> 1;
            default -> 0;
        };
        if (first >> 5 == 2 || first >> 5 == 3) item.writeBytes(data.readNBytes((int) argument));
        for (long i = 0; i < nested; i++) copy(data.readUnsignedByte(), data, item);
    }
}
