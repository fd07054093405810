/** Temporary credentials. */
@NullMarked
package io.leasehold.localaws.internal.sts;

import org.jspecify.annotations.NullMarked;
