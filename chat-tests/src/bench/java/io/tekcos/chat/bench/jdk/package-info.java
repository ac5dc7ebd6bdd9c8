/** Plain JDK sockets. */
@NullMarked
package io.tekcos.chat.bench.jdk;

import org.jspecify.annotations.NullMarked;
