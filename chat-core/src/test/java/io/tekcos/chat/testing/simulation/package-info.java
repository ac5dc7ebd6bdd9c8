/**
 * Two sessions of the very classes that the handlers drive, over a simulated network, with a virtual clock and a seed. A
 * {@link io.tekcos.chat.testing.simulation.Simulation} is one run, a
 * {@link io.tekcos.chat.testing.simulation.Scenario} what it is like, and each
 * {@link io.tekcos.chat.testing.simulation.Ledger} judges what became of the texts of one side.
 */
@NullMarked
package io.tekcos.chat.testing.simulation;

import org.jspecify.annotations.NullMarked;
