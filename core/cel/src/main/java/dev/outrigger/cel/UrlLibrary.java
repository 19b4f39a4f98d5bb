package dev.outrigger.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;

/// Kubernetes' `url` and what can be asked of one.
final class UrlLibrary {
    private static final CelType URL = StructTypeReference.create(Url.TYPE);

    private UrlLibrary() {}

    static Library library() {
        var library = new Library()
                .global("url", URL, SimpleType.STRING, Overload.of("string_to_url", String.class, Url::parse))
                .global(
                        "isURL",
                        SimpleType.BOOL,
                        SimpleType.STRING,
                        Overload.of("is_url_string", String.class, text -> NetLibrary.parses(() -> Url.parse(text))));
        part(library, "getScheme", "url_get_scheme", Url::scheme);
        part(library, "getHost", "url_get_host", Url::host);
        part(library, "getHostname", "url_get_hostname", Url::hostname);
        part(library, "getPort", "url_get_port", Url::port);
        part(library, "getEscapedPath", "url_get_escaped_path", Url::path);
        return library.member(
                "getQuery",
                MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)),
                URL,
                Overload.of("url_get_query", Url.class, Url::values));
    }

    private static void part(Library library, String name, String overload, Overload.One<Url> body) {
        library.member(name, SimpleType.STRING, URL, Overload.of(overload, Url.class, body));
    }
}
