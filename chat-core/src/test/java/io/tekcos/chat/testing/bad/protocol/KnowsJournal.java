package io.tekcos.chat.testing.bad.protocol;

import io.tekcos.chat.testing.bad.journal.KnowsNetty;

record KnowsJournal(KnowsNetty journal) {}
