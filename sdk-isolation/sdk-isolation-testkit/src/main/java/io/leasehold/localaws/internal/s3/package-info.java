/** Buckets, objects and multipart uploads. */
@NullMarked
package io.leasehold.localaws.internal.s3;

import org.jspecify.annotations.NullMarked;
