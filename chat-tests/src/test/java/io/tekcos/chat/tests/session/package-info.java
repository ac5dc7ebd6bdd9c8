/** Sessions between real sockets on loopback, by TCP and by UDP, and everything that can go wrong with them. */
@NullMarked
package io.tekcos.chat.tests.session;

import org.jspecify.annotations.NullMarked;
