/** The sign-in endpoint of the console. */
@NullMarked
package io.leasehold.localaws.internal.federation;

import org.jspecify.annotations.NullMarked;
