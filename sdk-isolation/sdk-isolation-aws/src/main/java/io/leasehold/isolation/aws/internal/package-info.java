/**
 * What several packages of this module share. Not part of the API: it may change with every
 * version.
 */
@NullMarked
package io.leasehold.isolation.aws.internal;

import org.jspecify.annotations.NullMarked;
