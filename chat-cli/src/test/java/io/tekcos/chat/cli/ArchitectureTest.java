package io.tekcos.chat.cli;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tekcos.chat.testing.Architecture;
import org.junit.jupiter.api.Test;

/** That the rule notices what breaks it is shown beside the rule, in chat-core. */
class ArchitectureTest {

    @Test
    void shouldKnowOnlyWhatChatCoreExports() {
        Architecture.CHAT
                .outsidersKnowOnlyWhatIsExported()
                .check(new ClassFileImporter().importPackages("io.tekcos.chat.cli"));
    }
}
