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
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// The PEM form of certificates and private keys.
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

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
        PrivateKey key = KeyFactory.getInstance(owner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        var algorithm = switch (owner.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> owner.getAlgorithm();
        };
        var signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(pkcs8);
        byte[] signature = signing.sign();
        signing.initVerify(owner);
        signing.update(pkcs8);
        if (!signing.verify(signature)) throw new GeneralSecurityException("the key is another certificate's");
        return key;
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
        if (length >= 0x80) {
            element.write(0x82);
            element.write(length >> 8);
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

    private static String block(String label, byte[] bytes) {
        var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(bytes) + "\n-----END " + label + "-----\n";
    }
}
