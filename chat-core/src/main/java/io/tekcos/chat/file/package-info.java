/**
 * Files and folders sent through a session: what is offered, what the receiver decides, how far it has come, how it ended. A
 * transfer is begun with {@code Session.sendFiles} and taken with {@code Session.onOffer}.
 */
@NullMarked
package io.tekcos.chat.file;

import org.jspecify.annotations.NullMarked;
