/** The AWS wire protocols: requests, answers and error shapes. */
@NullMarked
package io.leasehold.localaws.internal.wire;

import org.jspecify.annotations.NullMarked;
