/** The HTTP front on WireMock, and the way from a request to its service. */
@NullMarked
package io.leasehold.localaws.internal.server;

import org.jspecify.annotations.NullMarked;
