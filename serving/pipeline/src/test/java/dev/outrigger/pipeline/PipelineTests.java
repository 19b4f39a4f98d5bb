package dev.outrigger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineTests {
    private static final TestAuthority AUTHORITY = TestAuthority.root("clients");
    private static final Headers TOKEN = Headers.of("Authorization", "Bearer garbage");
    private static final String CAT = "/apis/animal.skai.io/v1alpha1/namespaces/n/cats/x";

    private final Pipeline pipeline = new Pipeline(
            List.of(
                    new ClientCertificates(List.of(AUTHORITY.certificate), () -> TestAuthority.NOW),
                    new BearerTokens()),
            List.of(BuiltinAuthorizers.masters(), BuiltinAuthorizers.health()));

    @Test
    void aMemberOfMastersMayDoEverything() throws Exception {
        var admin = AUTHORITY.client("O=system:masters,CN=kubernetes-admin");
        assertThat(admit(Requests.of("DELETE", CAT, Headers.NONE, admin))
                        .caller()
                        .name())
                .isEqualTo("kubernetes-admin");
    }

    @Test
    void anybodyMayAskAfterTheServersHealthAndNothingElse() throws Exception {
        assertThat(admit(Requests.of("GET", "/healthz")).caller()).isEqualTo(Caller.ANONYMOUS);
        assertThat(admit(Requests.of("GET", "/livez")).caller()).isEqualTo(Caller.ANONYMOUS);
        assertThat(admit(Requests.of("GET", "/readyz")).caller()).isEqualTo(Caller.ANONYMOUS);
        refused(
                Requests.of("GET", "/readyz/ping"),
                403,
                "forbidden: User \"system:anonymous\" cannot get path " + "\"/readyz/ping\"");
        refused(
                Requests.of("GET", "/version"),
                403,
                "forbidden: User \"system:anonymous\" cannot get path \"/version\"");
    }

    @Test
    void whoActsAsAnotherHasTheOthersRightsAlone() throws Exception {
        var admin = AUTHORITY.client("O=system:masters,CN=kubernetes-admin");
        var asBob = Headers.of("Impersonate-User", "bob", "Impersonate-Group", "dev");
        refused(
                Requests.of("GET", CAT, asBob, admin),
                403,
                "cats.animal.skai.io \"x\" is forbidden: User \"bob\" cannot get resource \"cats\" in API group"
                        + " \"animal.skai.io\" in the namespace \"n\"");
        var asMaster = Headers.of("Impersonate-User", "bob", "Impersonate-Group", "system:masters");
        var caller = admit(Requests.of("GET", CAT, asMaster, admin)).caller();
        assertThat(caller.name()).isEqualTo("bob");
        assertThat(caller.groups()).containsExactly("system:masters", "system:authenticated");
    }

    @Test
    void nobodyActsAsAnotherWithoutBeingAllowedTo() throws Exception {
        var user = AUTHORITY.client("O=dev,CN=eve");
        var asMaster = Headers.of("Impersonate-User", "root", "Impersonate-Group", "system:masters");
        refused(
                Requests.of("GET", "/healthz", asMaster, user),
                403,
                "users \"root\" is forbidden: User \"eve\" cannot impersonate resource \"users\" in API group \"\""
                        + " at the cluster scope");
        refused(
                Requests.of("GET", CAT, Headers.of("Impersonate-User", "system:serviceaccount:ns:robot"), user),
                403,
                "serviceaccounts \"robot\" is forbidden: User \"eve\" cannot impersonate resource"
                        + " \"serviceaccounts\" in API group \"\" in the namespace \"ns\"");
    }

    @Test
    void aGroupWithoutAUserToActAsIsABadRequest() throws Exception {
        var admin = AUTHORITY.client("O=system:masters,CN=kubernetes-admin");
        refused(
                Requests.of("GET", CAT, Headers.of("Impersonate-Group", "dev"), admin),
                400,
                "requested a group, uid or extra without impersonating a user");
    }

    @Test
    void aGarbageTokenIsUnauthorizedAlsoOnHealthPaths() throws Exception {
        refused(Requests.of("GET", "/healthz", TOKEN), 401, "Unauthorized");
        refused(Requests.of("GET", CAT, Headers.of("authorization", "  BEARER x y z")), 401, "Unauthorized");
    }

    @Test
    void aGarbageTokenBesideAGoodCertificateIsIgnored() throws Exception {
        var admin = AUTHORITY.client("O=system:masters,CN=a");
        assertThat(admit(Requests.of("GET", CAT, TOKEN, admin)).caller().name()).isEqualTo("a");
    }

    @Test
    void otherKindsOfAuthorizationAreNoCredentials() throws Exception {
        for (var value : List.of("Basic eDp5", "Bearer", "Bearer  x", "")) {
            var request = Requests.of("GET", "/healthz", Headers.of("Authorization", value));
            assertThat(admit(request).caller()).isEqualTo(Caller.ANONYMOUS);
        }
    }

    @Test
    void aBadCertificateIsUnauthorizedAlsoOnHealthPaths() throws Exception {
        var stranger = TestAuthority.root("stranger").client("O=system:masters,CN=a");
        refused(Requests.of("GET", "/healthz", Headers.NONE, stranger), 401, "Unauthorized");
    }

    @Test
    void frontProxyHeadersFromAnybodyAreIgnored() throws Exception {
        var headers = Headers.of("X-Remote-User", "admin", "X-Remote-Group", "system:masters");
        var jane = AUTHORITY.client("CN=jane");
        refused(
                Requests.of("GET", "/version", headers),
                403,
                "forbidden: User \"system:anonymous\" cannot get path " + "\"/version\"");
        refused(
                Requests.of("GET", "/version", headers, jane),
                403,
                "forbidden: User \"jane\" cannot get path " + "\"/version\"");
    }

    @Test
    void aRefusalSaysWhoCannotDoWhatWhere() throws Exception {
        var jane = AUTHORITY.client("CN=jane");
        refused(
                Requests.of("GET", CAT, Headers.NONE, jane),
                403,
                "cats.animal.skai.io \"x\" is forbidden: User \"jane\" cannot get resource \"cats\" in API group "
                        + "\"animal.skai.io\" in the namespace \"n\"");
        refused(
                Requests.of("GET", "/apis/animal.skai.io/v1alpha1/cats?watch=1", Headers.NONE, jane),
                403,
                "cats.animal.skai.io is forbidden: User \"jane\" cannot watch resource \"cats\" in API group "
                        + "\"animal.skai.io\" at the cluster scope");
        refused(
                Requests.of("PUT", CAT + "/status", Headers.NONE, jane),
                403,
                "cats.animal.skai.io \"x\" is forbidden: User \"jane\" cannot update resource \"cats/status\" in API "
                        + "group \"animal.skai.io\" in the namespace \"n\"");
    }

    private Call admit(ApiRequest request) throws InterruptedException {
        return pipeline.admit(request, RequestInfo.of(request));
    }

    private void refused(ApiRequest request, int code, String message) {
        assertThatThrownBy(() -> admit(request))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.status().code()).isEqualTo(code))
                .hasMessage(message);
    }
}
