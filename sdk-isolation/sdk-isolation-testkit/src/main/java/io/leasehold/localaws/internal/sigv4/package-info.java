/** Signature Version 4, verified from the received bytes. */
@NullMarked
package io.leasehold.localaws.internal.sigv4;

import org.jspecify.annotations.NullMarked;
