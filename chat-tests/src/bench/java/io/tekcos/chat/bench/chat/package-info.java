/** This project's own library. */
@NullMarked
package io.tekcos.chat.bench.chat;

import org.jspecify.annotations.NullMarked;
