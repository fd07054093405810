/** Open Liberty as child processes. */
@NullMarked
package io.leasehold.labs.demo.server;

import org.jspecify.annotations.NullMarked;
