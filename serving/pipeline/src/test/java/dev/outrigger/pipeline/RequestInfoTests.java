package dev.outrigger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestInfoTests {

    /// The cases of apiserver's `requestinfo_test.go` that an aggregated server meets, and more.
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET,    /api/v1/namespaces,                             list,   '',     v1, '',    namespaces, '',     ''",
                "GET,    /api/v1/namespaces/other,                       get,    '',     v1, other, namespaces, '',     other",
                "GET,    /api/v1/namespaces/other/pods,                  list,   '',     v1, other, pods,       '',     ''",
                "GET,    /api/v1/namespaces/other/pods/foo,              get,    '',     v1, other, pods,       '',     foo",
                "HEAD,   /api/v1/namespaces/other/pods/foo,              get,    '',     v1, other, pods,       '',     foo",
                "GET,    /api/v1/pods,                                   list,   '',     v1, '',    pods,       '',     ''",
                "HEAD,   /api/v1/pods,                                   list,   '',     v1, '',    pods,       '',     ''",
                "GET,    /api/v1/namespaces/other/finalize,              get,    '',     v1, other, namespaces, finalize, other",
                "PUT,    /api/v1/namespaces/foo/finalize,                update, '',     v1, foo,   namespaces, finalize, foo",
                "PUT,    /api/v1/namespaces/foo/status,                  update, '',     v1, foo,   namespaces, status, foo",
                "GET,    /api/v1/watch/pods,                             watch,  '',     v1, '',    pods,       '',     ''",
                "GET,    /api/v1/watch/namespaces/other/pods/x,          watch,  '',     v1, other, pods,       '',     x",
                "GET,    /api/v1/proxy/namespaces/other/pods/foo/status, proxy,  '',     v1, other, pods,       '',     foo",
                "POST,   /apis/g.io/v1/namespaces/n/cats,                create, g.io,   v1, n,     cats,       '',     ''",
                "PUT,    /apis/g.io/v1/namespaces/n/cats/tom,            update, g.io,   v1, n,     cats,       '',     tom",
                "PATCH,  /apis/g.io/v1/namespaces/n/cats/tom/status,     patch,  g.io,   v1, n,     cats,       status, tom",
                "DELETE, /apis/g.io/v1/namespaces/n/cats/tom,            delete, g.io,   v1, n,     cats,       '',     tom",
                "DELETE, /apis/g.io/v1/namespaces/n/cats,      deletecollection, g.io,   v1, n,     cats,       '',     ''",
                "GET,    /apis/g.io/v1/cats?watch=true,                  watch,  g.io,   v1, '',    cats,       '',     ''",
                "GET,    /apis/g.io/v1/cats?watch,                       watch,  g.io,   v1, '',    cats,       '',     ''",
                "GET,    /apis/g.io/v1/cats?watch=0,                     list,   g.io,   v1, '',    cats,       '',     ''",
                "GET,    /apis/g.io/v1/cats?watch=False,                 list,   g.io,   v1, '',    cats,       '',     ''",
                "GET,    /apis/g.io/v1/namespaces/n/cats/tom?watch=1,    get,    g.io,   v1, n,     cats,       '',     tom",
                "GET,    '/apis/g.io/v1/cats?fieldSelector=metadata.name%3Dtom', list, g.io, v1, '', cats,     '',     tom",
                "GET,    '/apis/g.io/v1/cats?fieldSelector=a=b,metadata.name==tom&watch=1', watch, g.io, v1, '', cats, '', tom",
                "GET,    '/apis/g.io/v1/cats?fieldSelector=metadata.name!=tom', list, g.io, v1, '',  cats,     '',     ''",
                "GET,    '/apis/g.io/v1/cats?fieldSelector=metadata.name=..', list, g.io, v1, '',    cats,     '',     ''",
                "OPTIONS, /apis/g.io/v1/cats,                            '',     g.io,   v1, '',    cats,       '',     ''",
                "GET,    /apis/g.io/v1/cats/,                            list,   g.io,   v1, '',    cats,       '',     ''",
                "GET,    /apis/g.io/v1/namespaces//cats,                 list,   g.io,   v1, '',    cats,       '',     ''",
                "GET,    /apis/g.io/v1/namespaces/n/cats//status,        list,   g.io,   v1, n,     cats,       status, ''",
            })
    void aResourceRequestIsReadAsApiserverReadsIt(
            String method,
            String target,
            String verb,
            String group,
            String version,
            String namespace,
            String resource,
            String subresource,
            String name) {
        var info = RequestInfo.of(Requests.of(method, target));
        assertThat(info.verb()).isEqualTo(verb);
        assertThat(info.target()).hasValueSatisfying(found -> {
            assertThat(found.groupVersion().group()).isEqualTo(group);
            assertThat(found.groupVersion().version()).isEqualTo(version);
            assertThat(found.namespace()).isEqualTo(namespace);
            assertThat(found.resource()).isEqualTo(resource);
            assertThat(found.subresource()).isEqualTo(subresource);
            assertThat(found.name()).isEqualTo(name);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /healthz",
        "GET, /api",
        "GET, /api/v1",
        "GET, /apis",
        "GET, /apis/g.io",
        "GET, /apis/g.io/v1",
        "GET, /apis/g.io/v1/",
        "GET, /apis/g.io/v1/watch",
        "GET, /openapi/v3/apis/g.io/v1",
        "POST, /not/apis/g.io/v1/cats",
    })
    void anyOtherPathIsNoResourceRequest(String method, String target) {
        var info = RequestInfo.of(Requests.of(method, target));
        assertThat(info.target()).isEmpty();
        assertThat(info.verb()).isEqualTo(method.toLowerCase(Locale.ROOT));
        assertThat(info.path()).isEqualTo(target);
    }
}
