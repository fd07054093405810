package io.leasehold.isolation.hibernate.encryption;

/** What a data key is for; each purpose has keys of its own, with versions of their own. */
public enum KeyPurpose {
  /** Encrypting values. Rotated at will: each ciphertext says which version it is of. */
  DATA,
  /** Making values findable. Rotated only together with what was made findable. */
  SEARCH
}
