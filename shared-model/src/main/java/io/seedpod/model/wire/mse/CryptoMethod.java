package io.seedpod.model.wire.mse;

import java.util.EnumSet;
import java.util.Set;

/// What the stream is after the exchange: a bit each in `crypto_provide` and `crypto_select`.
public enum CryptoMethod {
    PLAINTEXT(1),
    RC4(2);

    private final int bit;

    CryptoMethod(int bit) {
        this.bit = bit;
    }

    static int bits(Set<CryptoMethod> methods) {
        return methods.stream().mapToInt(method -> method.bit).sum();
    }

    /// The methods we know of those named; unknown bits mean nothing.
    static Set<CryptoMethod> of(int bits) {
        var methods = EnumSet.noneOf(CryptoMethod.class);
        for (var method : values()) {
            if ((bits & method.bit) != 0) {
                methods.add(method);
            }
        }
        return methods;
    }
}
