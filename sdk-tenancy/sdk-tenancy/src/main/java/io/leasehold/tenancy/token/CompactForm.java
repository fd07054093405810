package io.leasehold.tenancy.token;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Base64;

/**
 * Takes a compact JWT apart, strictly. The parser's own decoder skips characters that are not in
 * the alphabet, so that one signature could be written in as many ways as one likes; the JDK's
 * refuses them, and is many times as fast.
 */
final class CompactForm {

  private CompactForm() {}

  /**
   * The token, of which nothing is verified.
   *
   * @throws ParseException unless the text is three parts in the alphabet of base64url, without
   *     padding, of which the first is the header of a signed token
   */
  static SignedJWT parse(String text) throws ParseException {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    // Padding is all that the decoder accepts beyond the alphabet.
    if (first < 0 || second < 0 || text.indexOf('=') >= 0) {
      throw new ParseException("not three parts without padding", 0);
    }
    try {
      // A third dot is in no alphabet.
      return new SignedJWT(
          new Part(text.substring(0, first)),
          new Part(text.substring(first + 1, second)),
          new Part(text.substring(second + 1)));
    } catch (IllegalArgumentException malformed) {
      throw new ParseException("not in the alphabet of base64url", 0);
    }
  }

  /** One part, decoded once, before anybody reads it. */
  private static final class Part extends Base64URL {

    private static final long serialVersionUID = 1L;

    private final byte[] decoded;

    Part(String text) {
      super(text);
      this.decoded = Base64.getUrlDecoder().decode(text);
    }

    @Override
    public byte[] decode() {
      return decoded.clone();
    }
  }
}
