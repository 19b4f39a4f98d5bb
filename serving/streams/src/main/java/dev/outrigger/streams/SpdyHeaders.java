package dev.outrigger.streams;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The header blocks of one SPDY/3.1 connection. All blocks of a direction are one stream to zlib, so that each must
/// come here, in order; each direction is used by one thread at a time.
final class SpdyHeaders implements AutoCloseable {
    /// The most bytes of a block, unpacked.
    private static final int LONGEST = 64 * 1024;

    /// What zlib knows beforehand (SPDY/3, section 2.6.10.1): words behind their lengths, and a text.
    static final byte[] DICTIONARY = dictionary();

    private final Inflater inflater = new Inflater();
    private final Deflater deflater = new Deflater();

    SpdyHeaders() {
        deflater.setDictionary(DICTIONARY);
    }

    /// A client's block, names in lower case.
    ///
    /// @throws SpdyException where it is none
    Map<String, String> read(byte[] packed) throws SpdyException {
        var block = ByteBuffer.wrap(unpacked(packed));
        var headers = new LinkedHashMap<String, String>();
        try {
            for (int left = block.getInt(); left > 0; left--) {
                var name = text(block).toLowerCase(Locale.ROOT);
                headers.put(name, text(block));
            }
        } catch (BufferUnderflowException _) {
            throw new SpdyException("a header block is cut off");
        }
        return headers;
    }

    private static String text(ByteBuffer block) throws SpdyException {
        int length = block.getInt();
        if (length < 0 || length > block.remaining()) throw new SpdyException("a header block is cut off");
        var bytes = new byte[length];
        block.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] unpacked(byte[] packed) throws SpdyException {
        var block = new byte[LONGEST];
        int length = 0;
        inflater.setInput(packed);
        try {
            while (length < LONGEST) {
                int more = inflater.inflate(block, length, LONGEST - length);
                length += more;
                if (more > 0) continue;
                if (!inflater.needsDictionary()) return Arrays.copyOf(block, length);
                inflater.setDictionary(DICTIONARY);
            }
        } catch (DataFormatException | IllegalArgumentException _) {
            throw new SpdyException("a header block cannot be unpacked");
        }
        throw new SpdyException("a header block is too long");
    }

    /// A block of no headers.
    byte[] none() {
        deflater.setInput(new byte[4]);
        var packed = new byte[256];
        int length = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(packed, length);
    }

    @Override
    public void close() {
        inflater.end();
        deflater.end();
    }

    private static byte[] dictionary() {
        var words = List.of(("options head post put delete trace accept accept-charset accept-encoding accept-language"
                        + " accept-ranges age allow authorization cache-control connection content-base"
                        + " content-encoding content-language content-length content-location content-md5"
                        + " content-range content-type date etag expect expires from host if-match if-modified-since"
                        + " if-none-match if-range if-unmodified-since last-modified location max-forwards pragma"
                        + " proxy-authenticate proxy-authorization range referer retry-after server te trailer"
                        + " transfer-encoding upgrade user-agent vary via warning www-authenticate method get status"
                        + " 200_OK version HTTP/1.1 url public set-cookie keep-alive origin")
                .split(" "));
        var text = "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505"
                + "203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized"
                + "403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service Unavailable"
                + "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMT"
                + "chunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,"
                + "text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.";
        var bytes = ByteBuffer.allocate(2048);
        for (String word : words) {
            bytes.putInt(word.length()).put(word.replace('_', ' ').getBytes(StandardCharsets.US_ASCII));
        }
        bytes.put(text.getBytes(StandardCharsets.US_ASCII));
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
