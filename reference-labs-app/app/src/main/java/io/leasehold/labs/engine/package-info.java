/** The plan runner, the account pool and the access broker of this node. */
@NullMarked
package io.leasehold.labs.engine;

import org.jspecify.annotations.NullMarked;
