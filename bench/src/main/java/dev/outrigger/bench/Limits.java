package dev.outrigger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What no server can do better: nginx that sends the same bytes from files, and etcd that is only written to.
final class Limits {
    private static final int WHOLE = 64 << 20;
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final int FRAME = 5;

    private final Place place;
    private final Wire wire;

    Limits(Place place, Wire wire) {
        this.place = place;
        this.wire = wire;
    }

    /// Starts nginx with the bodies that a server answers with.
    ///
    /// @param paths whose bodies are taken, by file name
    Running nginx(Address from, java.util.Map<String, String> paths) throws InterruptedException {
        var folder = place.work().resolve("nginx");
        var address = Place.free();
        try (var client = Client.open(wire, from, Wire.Http.ONE)) {
            var files = Files.createDirectories(folder.resolve("files"));
            for (var path : paths.entrySet()) {
                var answer = client.send(Request.get(path.getValue()).keeping(WHOLE));
                Files.write(files.resolve(path.getKey()), answer.body());
            }
            Files.writeString(files.resolve("ready"), "ready");
            Files.writeString(folder.resolve("nginx.conf"), configuration(folder, address));
        } catch (IOException failed) {
            throw new BenchException("cannot prepare nginx", failed);
        }
        var command = new ArrayList<>(place.debian("sbin/nginx"));
        command.addAll(List.of("-c", folder.resolve("nginx.conf").toString(), "-p", folder.toString(), "-e", "stderr"));
        return new Running("nginx", address, Program.start("nginx", folder, command), List.of())
                .awaitReady(wire, "/ready", MOST);
    }

    private String configuration(Path folder, Address address) {
        return """
                daemon off;
                user root;
                worker_processes 2;
                error_log stderr warn;
                pid %1$s/pid;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nodelay on;
                  default_type application/json;
                  keepalive_requests 1000000000;
                  keepalive_timeout 1h;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  open_file_cache max=100 inactive=1h;
                  server {
                    listen %2$s ssl;
                    http2 on;
                    ssl_protocols TLSv1.3;
                    ssl_certificate %3$s;
                    ssl_certificate_key %4$s;
                    ssl_client_certificate %5$s;
                    ssl_verify_client on;
                    root %1$s/files;
                  }
                }
                """.formatted(folder, address, place.key("server.crt"), place.key("server.key"), place.key("ca.crt"));
    }

    /// Puts objects of the same size into an etcd, over gRPC.
    static Script etcdPuts(AtomicLong numbers) {
        return new Script() {
            @Override
            public Request next() {
                var name = Cats.name("put", numbers.getAndIncrement());
                return new Request(
                        "POST", "/etcdserverpb.KV/Put", "application/grpc", put(name, Cats.create(name, name)), "", 64);
            }

            @Override
            public Optional<String> wrong(Answer answer) {
                if (answer.status() != 200) return Script.expect(200, answer);
                return answer.length() > FRAME ? Optional.empty() : Optional.of("an empty answer of etcd");
            }
        };
    }

    /// A PutRequest: field 1 is the key, field 2 the value.
    private static byte[] put(String name, byte[] value) {
        var key = ("/registry/animal.skai.io/cats/made/" + name).getBytes(StandardCharsets.UTF_8);
        var message = java.nio.ByteBuffer.allocate(FRAME + 2 * 6 + key.length + value.length);
        message.position(FRAME);
        field(message, 1, key);
        field(message, 2, value);
        int length = message.position();
        message.put(0, (byte) 0).putInt(1, length - FRAME);
        return java.util.Arrays.copyOf(message.array(), length);
    }

    private static void field(java.nio.ByteBuffer message, int number, byte[] bytes) {
        message.put((byte) (number << 3 | 2));
        int left = bytes.length;
        while (left >= 0x80) {
            message.put((byte) (left | 0x80));
            left >>>= 7;
        }
        message.put((byte) left).put(bytes);
    }
}
