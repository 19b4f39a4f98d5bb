package dev.outrigger.pipeline;

import dev.outrigger.meta.Caller;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;

/// Identifies callers by the client certificate of their connection, the way `--client-ca-file` does upstream.
///
/// The common name is the user, the organizations are the groups, and `1.3.6.1.4.1.57683.2` is the UID. A certificate
/// of an authority that is not trusted, outside its validity, or not meant for clients is rejected; one without a
/// common name identifies nobody.
///
/// A chain of more than eight certificates, or with more than two of the same key, is rejected unread: whoever
/// connects chooses it, and such chains can be made to have very many paths to try.
public final class ClientCertificates implements Authenticator {
    private static final Set<String> FOR_CLIENTS = Set.of("1.3.6.1.5.5.7.3.2", "2.5.29.37.0");
    private static final int MOST_REMEMBERED = 1024;
    private static final int MOST_REJECTED_REMEMBERED = 64;
    private static final int LONGEST_CHAIN = 8;
    private static final int MOST_OF_ONE_KEY = 2;

    private final Set<TrustAnchor> anchors;
    private final InstantSource clock;
    private final Map<List<X509Certificate>, Verified> verified = new ConcurrentHashMap<>();
    private final Map<List<X509Certificate>, Outcome> rejected = new ConcurrentHashMap<>();

    /// What stays true of a chain while its certificates are valid.
    ///
    /// @param outcome who it identifies
    /// @param path the certificates it was built from, the authority's included
    private record Verified(Outcome outcome, List<X509Certificate> path) {}

    /// An authenticator that trusts these authorities.
    public ClientCertificates(Collection<X509Certificate> authorities) {
        this(authorities, InstantSource.system());
    }

    ClientCertificates(Collection<X509Certificate> authorities, InstantSource clock) {
        this.anchors = authorities.stream()
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    @Override
    public Outcome authenticate(ApiRequest request) {
        var chain = request.peer().certificates();
        if (chain.isEmpty()) return new Outcome.NotMine();
        try {
            requireFewPaths(chain);
            var usable = usableNow(chain);
            var refusal = rejected.get(usable);
            return refusal == null ? judge(usable) : refusal;
        } catch (GeneralSecurityException bad) {
            return rejection(chain, bad);
        }
    }

    /// A chain costs signature checks; a connection shows the same one with each request.
    ///
    /// @param chain certificates that are valid now, so that what is found out does not depend on the time
    private Outcome judge(List<X509Certificate> chain) throws GeneralSecurityException {
        var known = verified.get(chain);
        if (known == null) {
            try {
                known = verify(chain);
            } catch (GeneralSecurityException | InvalidNameException bad) {
                return remember(rejected, MOST_REJECTED_REMEMBERED, chain, rejection(chain, bad));
            }
            remember(verified, MOST_REMEMBERED, chain, known);
        }
        requireValidNow(known.path());
        return known.outcome();
    }

    private static <T> T remember(Map<List<X509Certificate>, T> known, int most, List<X509Certificate> chain, T fresh) {
        if (known.size() >= most) known.clear();
        known.put(chain, fresh);
        return fresh;
    }

    private static Outcome rejection(List<X509Certificate> chain, Exception why) {
        return new Outcome.Rejected(
                "client certificate of \"" + chain.getFirst().getSubjectX500Principal() + "\": " + why.getMessage());
    }

    private static void requireFewPaths(List<X509Certificate> chain) throws GeneralSecurityException {
        if (chain.size() > LONGEST_CHAIN) {
            throw new GeneralSecurityException(
                    "shown with " + chain.size() + " certificates, at most " + LONGEST_CHAIN + " are looked at");
        }
        for (var certificate : chain) {
            var key = certificate.getPublicKey();
            long same = chain.stream()
                    .filter(other -> other.getPublicKey().equals(key))
                    .count();
            if (same > MOST_OF_ONE_KEY) {
                throw new GeneralSecurityException("shown with " + same + " certificates of the same key, at most "
                        + MOST_OF_ONE_KEY + " are looked at");
            }
        }
    }

    /// The first, which must be valid, and those of the others that are.
    private List<X509Certificate> usableNow(List<X509Certificate> chain) throws GeneralSecurityException {
        var now = Date.from(clock.instant());
        chain.getFirst().checkValidity(now);
        return chain.stream().filter(certificate -> isValid(certificate, now)).toList();
    }

    private static boolean isValid(X509Certificate certificate, Date now) {
        return !now.before(certificate.getNotBefore()) && !now.after(certificate.getNotAfter());
    }

    private Verified verify(List<X509Certificate> chain) throws GeneralSecurityException, InvalidNameException {
        if (anchors.isEmpty()) throw new GeneralSecurityException("no authority is trusted");
        var leaf = new X509CertSelector();
        leaf.setCertificate(chain.getFirst());
        var parameters = new PKIXBuilderParameters(anchors, leaf);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(clock.instant()));
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
        var built =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        var path = new ArrayList<X509Certificate>();
        for (var certificate : built.getCertPath().getCertificates()) path.add((X509Certificate) certificate);
        path.add(built.getTrustAnchor().getTrustedCert());
        for (var certificate : path) requireMeantForClients(certificate);
        return new Verified(outcome(chain.getFirst()), List.copyOf(path));
    }

    /// As in Go, a certificate that names no purpose may be used for any.
    private static void requireMeantForClients(X509Certificate certificate) throws GeneralSecurityException {
        var purposes = certificate.getExtendedKeyUsage();
        boolean good = purposes == null || purposes.stream().anyMatch(FOR_CLIENTS::contains);
        if (!good) throw new GeneralSecurityException("not meant for client authentication");
    }

    private void requireValidNow(List<X509Certificate> path) throws GeneralSecurityException {
        var now = Date.from(clock.instant());
        for (var certificate : path) certificate.checkValidity(now);
    }

    private static Outcome outcome(X509Certificate certificate) throws GeneralSecurityException, InvalidNameException {
        var subject = CertificateSubject.of(certificate.getSubjectX500Principal());
        if (subject.commonName().isEmpty()) return new Outcome.NotMine();
        var groups = new ArrayList<>(subject.organizations());
        if (!groups.contains(Caller.AUTHENTICATED)) groups.add(Caller.AUTHENTICATED);
        var credential = Map.of("authentication.kubernetes.io/credential-id", List.of(fingerprint(certificate)));
        return new Outcome.Identified(new Caller(subject.commonName(), uid(subject), groups, credential));
    }

    private static String uid(CertificateSubject subject) throws GeneralSecurityException {
        var uids = subject.uids();
        if (uids.isEmpty()) return "";
        if (uids.size() > 1) throw new GeneralSecurityException("expected 1 UID, but found multiple: " + uids);
        if (uids.getFirst().isEmpty()) throw new GeneralSecurityException("UID cannot be an empty string");
        return uids.getFirst();
    }

    private static String fingerprint(X509Certificate certificate)
            throws NoSuchAlgorithmException, CertificateEncodingException {
        var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return "X509SHA256=" + HexFormat.of().formatHex(digest);
    }
}
