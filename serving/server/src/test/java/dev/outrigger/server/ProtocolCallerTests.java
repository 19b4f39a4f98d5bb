package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in.
class ProtocolCallerTests extends ProtocolCase {

    @Test
    void nobodyIsForbiddenEverythingInUpstreamsWords() {
        createCat("tom");
        try (var nobody = server().nobody()) {
            nobody.get(cats("tom"))
                    .refused(
                            403,
                            "Forbidden",
                            "cats.animal.skai.io \"tom\" is forbidden: User \"system:anonymous\" cannot get resource"
                                    + " \"cats\" in API group \"animal.skai.io\" in the namespace \"" + namespace
                                    + "\"");
            nobody.get(cats())
                    .refused(
                            403,
                            "Forbidden",
                            "cats.animal.skai.io is forbidden: User \"system:anonymous\" cannot list resource \"cats\""
                                    + " in API group \"animal.skai.io\" in the namespace \"" + namespace + "\"");
            nobody.get(ANIMALS + "/cats")
                    .refused(
                            403,
                            "Forbidden",
                            "cats.animal.skai.io is forbidden: User \"system:anonymous\" cannot list resource \"cats\""
                                    + " in API group \"animal.skai.io\" at the cluster scope");
            nobody.get(cats() + "?watch=true").refused(403, "Forbidden").saying("cannot watch resource \"cats\"");
            nobody.post(cats(), cat("kitty")).refused(403, "Forbidden").saying("cannot create resource \"cats\"");
            nobody.put(cats("tom"), cat("tom")).refused(403, "Forbidden").saying("cannot update resource \"cats\"");
            nobody.merge(cats("tom"), "{}").refused(403, "Forbidden").saying("cannot patch resource \"cats\"");
            nobody.delete(cats("tom")).refused(403, "Forbidden").saying("cannot delete resource \"cats\"");
            nobody.delete(cats()).refused(403, "Forbidden").saying("cannot deletecollection resource \"cats\"");
            nobody.merge(cats("tom") + "/status", "{}")
                    .refused(403, "Forbidden")
                    .saying("cannot patch resource \"cats/status\"");
            nobody.get("/version")
                    .refused(403, "Forbidden", "forbidden: User \"system:anonymous\" cannot get path \"/version\"");
        }
        admin().get(cats("tom")).ok();
    }

    @Test
    void aForbiddenAnswerHasDetails() {
        try (var nobody = server().nobody()) {
            var refused = nobody.get(cats("tom"));

            assertThat(refused.at("/details/name")).isEqualTo("tom");
            assertThat(refused.at("/details/group")).isEqualTo("animal.skai.io");
            assertThat(refused.at("/details/kind")).isEqualTo("cats");
        }
    }

    @Test
    void nobodyIsNotToldWhatThereIs() {
        try (var nobody = server().nobody()) {
            nobody.get("/nope").refused(403, "Forbidden");
            nobody.get(ANIMALS + "/nope").refused(403, "Forbidden");
            nobody.get("/").refused(403, "Forbidden");
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsUnauthorized() {
        try (var foreigner = server().foreigner()) {
            foreigner.get(cats()).refused(401, "Unauthorized", "Unauthorized");
            foreigner.post(cats(), cat("tom")).refused(401, "Unauthorized", "Unauthorized");
        }
        admin().get(cats("tom")).is(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer garbage", "bearer garbage", "Bearer a.b.c"})
    void aGarbageTokenIsUnauthorizedAlsoForHealth(String authorization) {
        try (var nobody = server().nobody()) {
            nobody.get(cats(), "Authorization", authorization).refused(401, "Unauthorized", "Unauthorized");
            nobody.get("/healthz", "Authorization", authorization).refused(401, "Unauthorized", "Unauthorized");
        }
    }

    @Test
    void aGarbageTokenBesideAGoodCertificateIsIgnored() {
        admin().get(cats(), "Authorization", "Bearer garbage").ok();
    }

    @Test
    void basicAuthenticationIsNotKnown() {
        try (var nobody = server().nobody()) {
            nobody.get(cats(), "Authorization", "Basic YWRtaW46YWRtaW4=").refused(403, "Forbidden");
        }
    }

    @Test
    void forgedFrontProxyHeadersMakeNobodyAnybody() {
        try (var nobody = server().nobody()) {
            nobody.get(cats(), "X-Remote-User", "admin", "X-Remote-Group", "system:masters", "X-Remote-Uid", "1")
                    .refused(403, "Forbidden")
                    .saying("User \"system:anonymous\"");
        }
        admin().get(cats(), "X-Remote-User", "someone").ok();
    }

    @Test
    void nobodyMayImpersonate() {
        try (var nobody = server().nobody()) {
            var answer = nobody.get(cats(), "Impersonate-User", "admin", "Impersonate-Group", "system:masters");

            answer.refused(403, "Forbidden").saying("system:anonymous");
        }
    }

    @Test
    void theAdministratorMayActAsAnotherAndThenHasNoMoreRights() {
        admin().get(cats(), "Impersonate-User", "jane")
                .refused(403, "Forbidden")
                .saying("User \"jane\" cannot list resource \"cats\"");
        admin().get(cats(), "Impersonate-User", "jane", "Impersonate-Group", "system:masters")
                .ok();
        admin().post(cats(), cat("tom"), "Impersonate-User", "jane").refused(403, "Forbidden");
        admin().get(cats("tom")).is(404);
    }

    @Test
    void aGroupAloneCannotBeImpersonated() {
        var answer = admin().get(cats(), "Impersonate-Group", "system:masters");

        assertThat(answer.code()).as(answer.text()).isIn(400, 500);
        assertThat(answer.textAt("/message")).contains("without impersonating a user");
    }

    @Test
    void theAdministratorsCertificateIsEnoughOnHttp1Too() {
        try (var client = server().adminOnHttp1()) {
            client.get(cats()).ok();
            client.get("/version").ok();
        }
    }
}
