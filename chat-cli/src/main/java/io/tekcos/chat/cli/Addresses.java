package io.tekcos.chat.cli;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses in words. */
final class Addresses {

    private Addresses() {}

    static String describe(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = host.getHostAddress();
        return (host instanceof Inet6Address ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    /** Where others reach a server: the address it was bound to, else every address of this machine, loopback if it has no other. */
    static List<String> reachable(@Nullable String bound) {
        if (bound != null && !isWildcard(bound)) {
            return List.of(bound);
        }
        List<String> found = ofInterfaces();
        return found.isEmpty() ? List.of(InetAddress.getLoopbackAddress().getHostAddress()) : found;
    }

    private static boolean isWildcard(String bound) {
        try {
            return InetAddress.getByName(bound).isAnyLocalAddress();
        } catch (IOException unknown) {
            return false;
        }
    }

    private static List<String> ofInterfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Addresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .sorted((a, b) -> Boolean.compare(a instanceof Inet6Address, b instanceof Inet6Address))
                    .map(address -> address.getHostAddress().replaceAll("%.*", ""))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface candidate) {
        try {
            return candidate.isUp();
        } catch (IOException gone) {
            return false;
        }
    }
}
