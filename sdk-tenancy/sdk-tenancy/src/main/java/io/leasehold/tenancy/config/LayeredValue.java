package io.leasehold.tenancy.config;

/**
 * A text and the layer that it comes from.
 *
 * @param text as it is written there
 * @param layer for messages: "for tenant acme"
 * @param ofTenant whether the layer is the tenant's, whose references are to its own secrets
 */
record LayeredValue(String text, String layer, boolean ofTenant) {

  /** Without the text. */
  @Override
  public String toString() {
    return "LayeredValue[" + layer + "]";
  }
}
