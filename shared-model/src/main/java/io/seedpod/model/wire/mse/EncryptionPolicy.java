package io.seedpod.model.wire.mse;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Which streams we begin and which we answer.
public enum EncryptionPolicy {
    /// Plain streams alone.
    OFF,
    /// Plain first; encrypted where the other side hangs up on that, or begins so itself.
    ALLOW,
    /// Encrypted first; plain where the other side hangs up on that, or begins so itself.
    PREFER,
    /// RC4 alone.
    REQUIRE;

    /// What we dial begins with a key exchange.
    public boolean dialsEncrypted() {
        return this == PREFER || this == REQUIRE;
    }

    /// Who hangs up before its first word is dialled again, the other way.
    public boolean triesTheOtherWay() {
        return this == ALLOW || this == PREFER;
    }

    public boolean answersPlain() {
        return this != REQUIRE;
    }

    public boolean answersEncrypted() {
        return this != OFF;
    }

    /// What we offer the one we dial.
    public Set<CryptoMethod> provides() {
        return this == REQUIRE ? EnumSet.of(CryptoMethod.RC4) : EnumSet.allOf(CryptoMethod.class);
    }

    /// What we choose of what is offered to us, if anything suits. A plain stream costs no
    /// processor time and lets the kernel send files.
    public Optional<CryptoMethod> select(Set<CryptoMethod> provided) {
        var order =
                this == ALLOW
                        ? new CryptoMethod[] {CryptoMethod.PLAINTEXT, CryptoMethod.RC4}
                        : new CryptoMethod[] {CryptoMethod.RC4, CryptoMethod.PLAINTEXT};
        for (var method : order) {
            if (provided.contains(method) && provides().contains(method)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
