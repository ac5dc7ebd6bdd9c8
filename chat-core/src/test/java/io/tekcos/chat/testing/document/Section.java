package io.tekcos.chat.testing.document;

/**
 * What stands between one heading of the document and the next.
 *
 * @param level 2 for {@code ##}, 3 for {@code ###}
 * @param title the heading
 * @param text the lines below it
 */
record Section(int level, String title, String text) {}
