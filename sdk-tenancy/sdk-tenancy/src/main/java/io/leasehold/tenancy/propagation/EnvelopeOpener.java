package io.leasehold.tenancy.propagation;

import java.util.Map;

/**
 * Turns the attributes of a message into its tenant. Implementations are thread-safe. {@link
 * SignedEnvelopes} opens what {@link EnvelopeSealer} sealed, {@link TokenEnvelopes} those that
 * carry a bearer token.
 */
@FunctionalInterface
public interface EnvelopeOpener {

  /**
   * Opens the envelope of one message. Does not throw, whatever the attributes are.
   *
   * @param attributes the message's attributes; those of others are not looked at
   * @param body the message's body as it arrived
   */
  EnvelopeOpening open(Map<String, String> attributes, byte[] body);
}
