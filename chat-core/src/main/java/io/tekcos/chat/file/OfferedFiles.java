package io.tekcos.chat.file;

import io.tekcos.chat.model.TransferId;

/**
 * What is offered, as its sender says; nothing of it is checked yet.
 *
 * @param id the transfer's name
 * @param name of the first file or folder. It is the sender's word: escape it before it is shown
 * @param entries how many files and folders, those inside folders included; 1 or more
 * @param bytes how large the files are together; 0 or more
 */
public record OfferedFiles(TransferId id, String name, long entries, long bytes) {}
