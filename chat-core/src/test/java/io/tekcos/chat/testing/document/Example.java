package io.tekcos.chat.testing.document;

import java.util.List;

/**
 * A worked example.
 *
 * @param title its heading
 * @param blocks what happens, in order
 */
public record Example(String title, List<Block> blocks) {

    @Override
    public String toString() {
        return title;
    }
}
