package dev.outrigger.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// The PEM form of certificates and private keys.
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int BIT_STRING = 0x03;
    private static final int PUBLIC_HALF = 0xa1;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};
    private static final byte[] EC_VERSION = {0x02, 0x01, 0x01};

    private record Block(String label, byte[] bytes) {}

    private Pem() {}

    /// All certificates in a text.
    ///
    /// @throws GeneralSecurityException where there is none, or one cannot be read; the message says which
    public static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        var found = new ArrayList<X509Certificate>();
        for (var block : blocks(text)) {
            if (!block.label().equals("CERTIFICATE")) continue;
            var factory = CertificateFactory.getInstance("X.509");
            found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
        }
        if (found.isEmpty()) throw new CertificateException("no certificate in it");
        return found;
    }

    /// The private key in a text: PKCS#8, PKCS#1 (RSA) or SEC1 (elliptic curves).
    ///
    /// @param certificate the certificate it belongs to
    /// @throws GeneralSecurityException where there is none, it cannot be read, or belongs to another certificate
    public static PrivateKey privateKey(String text, X509Certificate certificate) throws GeneralSecurityException {
        var owner = certificate.getPublicKey();
        for (var block : blocks(text)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return checked(block.bytes(), owner);
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                    return checked(pkcs8(block.bytes(), owner), owner);
                }
                case "ENCRYPTED PRIVATE KEY" -> throw new GeneralSecurityException("the private key is encrypted");
                default -> {}
            }
        }
        throw new GeneralSecurityException("no private key in it");
    }

    private static PrivateKey checked(byte[] pkcs8, PublicKey owner) throws GeneralSecurityException {
        var factory = KeyFactory.getInstance(owner.getAlgorithm());
        PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        if (!belongs(key, pkcs8, owner)) throw new GeneralSecurityException("the key is another certificate's");
        // Java tells keys apart by all that was read with them.
        if (key instanceof ECPrivateKey own) {
            return factory.generatePrivate(new ECPrivateKeySpec(own.getS(), own.getParams()));
        }
        return key;
    }

    /// As Go's and OpenSSL's servers do, this compares the public half that most files hold beside the private one.
    /// Without it a signature tells, which takes a quarter of a second while nothing is compiled yet.
    private static boolean belongs(PrivateKey key, byte[] pkcs8, PublicKey owner) throws GeneralSecurityException {
        if (key instanceof RSAPrivateCrtKey own && owner instanceof RSAPublicKey other) {
            return own.getModulus().equals(other.getModulus())
                    && own.getPublicExponent().equals(other.getPublicExponent());
        }
        return owner instanceof ECPublicKey other && endsWith(pkcs8, point(other)) || signs(key, owner);
    }

    private static boolean signs(PrivateKey key, PublicKey owner) throws GeneralSecurityException {
        var algorithm = switch (owner.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> owner.getAlgorithm();
        };
        var said = owner.getEncoded();
        var signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(said);
        byte[] signature = signing.sign();
        signing.initVerify(owner);
        signing.update(said);
        return signing.verify(signature);
    }

    /// A DER bit string with the point of an elliptic curve that a key is, the end of its own form.
    private static byte[] point(ECPublicKey key) {
        var encoded = key.getEncoded();
        var content = new byte[2 + 2 * bytes(key)];
        System.arraycopy(encoded, encoded.length - content.length, content, 0, content.length);
        return der(BIT_STRING, content);
    }

    private static int bytes(ECPublicKey key) {
        return (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    }

    private static boolean endsWith(byte[] whole, byte[] end) {
        int from = whole.length - end.length;
        return from >= 0 && Arrays.equals(whole, from, whole.length, end, 0, end.length);
    }

    /// Wraps a bare key: PKCS#8 is a version, the algorithm, which the certificate's public key names the same way, and
    /// the bare key.
    private static byte[] pkcs8(byte[] bare, PublicKey owner) {
        var info = ByteBuffer.wrap(owner.getEncoded());
        skipHeader(info);
        int from = info.position();
        int length = skipHeader(info);
        var algorithm = new byte[info.position() + length - from];
        info.get(from, algorithm);
        return der(SEQUENCE, VERSION, algorithm, der(OCTET_STRING, bare));
    }

    /// Moves past a DER element's tag and length.
    ///
    /// @return the length of its content
    private static int skipHeader(ByteBuffer der) {
        der.get();
        int length = der.get() & 0xff;
        if (length < 0x80) return length;
        int value = 0;
        for (int i = 0; i < (length & 0x7f); i++) value = value << 8 | der.get() & 0xff;
        return value;
    }

    private static byte[] der(int tag, byte[]... contents) {
        var content = new ByteArrayOutputStream();
        for (byte[] one : contents) content.writeBytes(one);
        var element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length > 0xff) {
            element.write(0x82);
            element.write(length >> 8);
        } else if (length >= 0x80) {
            element.write(0x81);
        }
        element.write(length);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static List<Block> blocks(String text) throws GeneralSecurityException {
        var blocks = new ArrayList<Block>();
        var matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException bad) {
                throw new GeneralSecurityException("bad base64 in it", bad);
            }
        }
        return blocks;
    }

    /// A text with these certificates.
    public static String of(List<X509Certificate> certificates) {
        var text = new StringBuilder();
        try {
            for (var certificate : certificates) text.append(block("CERTIFICATE", certificate.getEncoded()));
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    /// A text with this key, in PKCS#8.
    public static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /// A text with this key, in PKCS#8, and with its public half where the form has room for that and Java leaves it
    /// out (RFC 5915): read together, both tell at once that they belong to a certificate.
    ///
    /// @param half the public key
    public static String of(PrivateKey key, PublicKey half) {
        if (!(key instanceof ECPrivateKey own && half instanceof ECPublicKey other)) return of(key);
        var number = own.getS().toByteArray();
        var scalar = new byte[bytes(other)];
        int length = Math.min(number.length, scalar.length);
        System.arraycopy(number, number.length - length, scalar, scalar.length - length, length);
        var bare = der(SEQUENCE, EC_VERSION, der(OCTET_STRING, scalar), der(PUBLIC_HALF, point(other)));
        return block("PRIVATE KEY", pkcs8(bare, half));
    }

    private static String block(String label, byte[] bytes) {
        var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(bytes) + "\n-----END " + label + "-----\n";
    }
}
