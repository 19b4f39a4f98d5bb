package dev.outrigger.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/// The parts of a certificate's subject that make a caller.
///
/// @param commonName the last common name; empty where there is none
/// @param organizations all organizations, in the certificate's order
/// @param uids all values of the attribute that Kubernetes keeps a user's UID in
record CertificateSubject(String commonName, List<String> organizations, List<String> uids) {
    private static final String UID_TYPE = "1.3.6.1.4.1.57683.2";
    private static final String UID = "KUBERNETESUID";

    CertificateSubject {
        organizations = List.copyOf(organizations);
        uids = List.copyOf(uids);
    }

    /// @throws InvalidNameException where the subject cannot be read
    static CertificateSubject of(X500Principal principal) throws InvalidNameException {
        var text = principal.getName(X500Principal.RFC2253, Map.of(UID_TYPE, UID));
        var commonNames = new ArrayList<String>();
        var organizations = new ArrayList<String>();
        var uids = new ArrayList<String>();
        for (Rdn rdn : new LdapName(text).getRdns()) {
            collect(rdn, "CN", commonNames);
            collect(rdn, "O", organizations);
            collect(rdn, UID, uids);
        }
        return new CertificateSubject(commonNames.isEmpty() ? "" : commonNames.getLast(), organizations, uids);
    }

    /// Values that are no text, which the RFC 2253 form holds as hex, are passed over.
    private static void collect(Rdn rdn, String type, List<String> into) throws InvalidNameException {
        Attribute values = rdn.toAttributes().get(type);
        if (values == null) return;
        try {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) instanceof String text) into.add(text);
            }
        } catch (NamingException unreadable) {
            throw (InvalidNameException) new InvalidNameException(type).initCause(unreadable);
        }
    }
}
