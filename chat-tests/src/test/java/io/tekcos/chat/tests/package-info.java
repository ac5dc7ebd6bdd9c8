/** Whole-system tests, on what chat-core exports. */
@NullMarked
package io.tekcos.chat.tests;

import org.jspecify.annotations.NullMarked;
