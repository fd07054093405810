package io.leasehold.localaws.internal.access;

import java.util.Optional;

/** Finds access keys of one kind. */
@FunctionalInterface
public interface AccessKeys {

  /** The key, unless nobody has it or its owner is gone. An expired session is still found. */
  Optional<AccessKey> find(String accessKeyId);
}
