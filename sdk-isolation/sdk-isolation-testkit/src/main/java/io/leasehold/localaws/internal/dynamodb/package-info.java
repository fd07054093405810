/** Tables, items and the expression language. */
@NullMarked
package io.leasehold.localaws.internal.dynamodb;

import org.jspecify.annotations.NullMarked;
