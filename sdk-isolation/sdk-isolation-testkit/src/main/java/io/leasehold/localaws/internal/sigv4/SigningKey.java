package io.leasehold.localaws.internal.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The key derived from a secret for one day, Region and service. */
final class SigningKey {

  private final byte[] key;

  SigningKey(String secretAccessKey, SignatureScope scope) {
    byte[] start = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
    byte[] day = Hashes.hmac(start, scope.date());
    byte[] region = Hashes.hmac(day, scope.region());
    byte[] service = Hashes.hmac(region, scope.service());
    this.key = Hashes.hmac(service, "aws4_request");
  }

  String sign(String stringToSign) {
    return HexFormat.of().formatHex(Hashes.hmac(key, stringToSign));
  }
}
