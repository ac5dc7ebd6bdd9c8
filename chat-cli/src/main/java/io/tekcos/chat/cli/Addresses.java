package io.tekcos.chat.cli;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses in words. */
final class Addresses {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:\\[(.+)]|([^:]+)):(\\d{1,5})");

    /** Two groups of an IPv6 address or more that are zero, with the colons around them. */
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)(?:0(?::|(?=%)|$)){2,}");

    private Addresses() {}

    /** Refuses what can be no host, a port at its end above all, and says what to write. */
    static void requireHost(String host) {
        if (host.isBlank()) {
            throw new UsageException("HOST is empty: give the server's name or address");
        }
        Matcher withPort = HOST_AND_PORT.matcher(host);
        if (withPort.matches()) {
            String alone = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
            throw new UsageException("'" + host + "' holds a port: use " + alone + " --tcp-port " + withPort.group(3));
        }
    }

    static String describe(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = describe(host);
        return (host instanceof Inet6Address ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    /** An address in its short form (RFC 5952); a scope stays. */
    static String describe(InetAddress address) {
        String text = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return text;
        }
        return ZEROS.matcher(text)
                .results()
                .map(MatchResult::group)
                .max(Comparator.comparing(run -> run.replace(":", "").length())) // the first of equals
                .map(run -> text.replaceFirst(run, "::"))
                .orElse(text);
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
                    .map(address -> describe(address).replaceAll("%.*", ""))
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
