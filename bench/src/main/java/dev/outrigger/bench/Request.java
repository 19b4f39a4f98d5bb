package dev.outrigger.bench;

/// One request, the same for HTTP/1.1 and HTTP/2.
///
/// @param method such as `GET`
/// @param path with its query
/// @param contentType of the body; nothing where there is none
/// @param body what is sent; empty where nothing is
/// @param encoding how the answer may be packed, such as `gzip`; nothing where it may not
/// @param keep how many bytes of the answer's body are kept; the others are counted
record Request(String method, String path, String contentType, byte[] body, String encoding, int keep) {
    private static final byte[] NOTHING = {};
    private static final int SMALL = 16 << 10;

    static Request get(String path) {
        return new Request("GET", path, "", NOTHING, "", 0);
    }

    static Request delete(String path) {
        return new Request("DELETE", path, "", NOTHING, "", 0);
    }

    static Request with(String method, String path, String contentType, byte[] body) {
        return new Request(method, path, contentType, body, "", SMALL);
    }

    Request gzipped() {
        return new Request(method, path, contentType, body, "gzip", keep);
    }

    Request keeping(int bytes) {
        return new Request(method, path, contentType, body, encoding, bytes);
    }
}
