/**
 * What a tenant may touch, one kind of shared resource at a time: each scope says which actions it
 * grants and what in there belongs to whom. It knows of no policy text, no credentials and no
 * client.
 */
@NullMarked
package io.leasehold.isolation.aws.scope;

import org.jspecify.annotations.NullMarked;
