package dev.outrigger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Caller;
import dev.outrigger.pipeline.Authenticator.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontProxyTests {
    private static final TestAuthority AUTHORITY = TestAuthority.root("proxies");

    private final ClientCertificates certificates =
            new ClientCertificates(List.of(AUTHORITY.certificate), () -> TestAuthority.NOW);
    private final FrontProxy proxy = new FrontProxy(certificates, List.of("front"), RemoteHeaders.STANDARD);

    private Outcome said(String... headers) throws InterruptedException {
        return proxy.authenticate(Requests.of("GET", "/", Headers.of(headers), AUTHORITY.client("CN=front")));
    }

    private static Caller caller(Outcome outcome) {
        return ((Outcome.Identified) outcome).caller();
    }

    @Test
    void everythingItSaysOfACallerIsTakenOver() throws Exception {
        var jane = caller(said(
                "x-remote-user",
                "jane",
                "X-Remote-Uid",
                "u-1",
                "X-Remote-Group",
                "cats",
                "x-remote-group",
                "dogs",
                "X-Remote-Extra-Acme.com%2fScope",
                "a",
                "X-Remote-Extra-acme.com%2fscope",
                "b"));

        assertThat(jane)
                .isEqualTo(new Caller(
                        "jane",
                        "u-1",
                        List.of("cats", "dogs", "system:authenticated"),
                        Map.of("acme.com/scope", List.of("a", "b"))));
    }

    @Test
    void whoeverItCallsAnonymousIsNotAuthenticated() throws Exception {
        assertThat(caller(said("X-Remote-User", "system:anonymous", "X-Remote-Group", "system:unauthenticated"))
                        .groups())
                .containsExactly("system:unauthenticated");
        assertThat(caller(said("X-Remote-User", "jane", "X-Remote-Group", "system:authenticated"))
                        .groups())
                .containsExactly("system:authenticated");
    }

    @Test
    void withoutAListOfNamesEveryProxyOfTheAuthorityIsBelieved() throws Exception {
        var any = new FrontProxy(certificates, List.of(), RemoteHeaders.STANDARD);
        var request = Requests.of("GET", "/", Headers.of("X-Remote-User", "jane"), AUTHORITY.client("CN=other"));

        assertThat(caller(any.authenticate(request)).name()).isEqualTo("jane");
        assertThat(proxy.authenticate(request)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void nobodyBehindTheGatesSeesWhatProxiesSay() throws Exception {
        var own = new FrontProxy(
                certificates,
                List.of(),
                new RemoteHeaders(List.of("X-Who"), List.of(), List.of("X-Groups"), List.of("X-More-")));
        var pipeline = new Pipeline(List.of(own), List.of(BuiltinAuthorizers.everybody()));
        var headers = Headers.of(
                "Accept",
                "a",
                "x-who",
                "b",
                "X-Groups",
                "c",
                "X-More-D",
                "e",
                "X-Remote-User",
                "f",
                "x-remote-extra-g",
                "h",
                "X-Remote",
                "i");
        for (var request : List.of(
                Requests.of("GET", "/version", headers),
                Requests.of("GET", "/version", headers, AUTHORITY.client("CN=front")))) {
            var seen =
                    pipeline.admit(request, RequestInfo.of(request)).request().headers();

            assertThat(seen.namesWithPrefix("")).containsExactly("accept", "x-remote");
        }
    }

    @Test
    void openPathsMayEndInAStar() throws Exception {
        var open = BuiltinAuthorizers.paths(List.of("/healthz", "metrics/*"));

        assertThat(decision(open, "/healthz")).isEqualTo(Authorizer.Decision.ALLOW);
        assertThat(decision(open, "/healthz/ping")).isEqualTo(Authorizer.Decision.NO_OPINION);
        assertThat(decision(open, "/metrics/a/b")).isEqualTo(Authorizer.Decision.ALLOW);
        assertThat(decision(open, "/metrics")).isEqualTo(Authorizer.Decision.NO_OPINION);
        assertThat(decision(BuiltinAuthorizers.paths(List.of("*")), "/apis/a/b/c"))
                .isEqualTo(Authorizer.Decision.NO_OPINION);
        assertThatThrownBy(() -> BuiltinAuthorizers.paths(List.of("/a*b"))).hasMessageContaining("not at its end");
    }

    private static Authorizer.Decision decision(Authorizer authorizer, String path) throws InterruptedException {
        var request = Requests.of("GET", path);
        return authorizer.authorize(new Call(request, RequestInfo.of(request), Caller.ANONYMOUS));
    }
}
