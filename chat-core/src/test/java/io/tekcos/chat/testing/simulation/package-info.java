/**
 * Two sessions of the very classes that the handlers drive, over a simulated network, with a virtual clock and a seed. A
 * {@link io.tekcos.chat.testing.simulation.Simulation} is one run, a
 * {@link io.tekcos.chat.testing.simulation.Scenario} what it is like, and each
 * {@link io.tekcos.chat.testing.simulation.Ledger} judges what became of the texts of one side. A session outlives its
 * connections: {@link io.tekcos.chat.testing.simulation.StreamNet} brings them about, or does not, a
 * {@link io.tekcos.chat.testing.simulation.Connection} breaks in many ways, and a
 * {@link io.tekcos.chat.testing.simulation.Caller} and a {@link io.tekcos.chat.testing.simulation.House} are what the client's
 * and the server's hold on their session are.
 */
@NullMarked
package io.tekcos.chat.testing.simulation;

import org.jspecify.annotations.NullMarked;
