package io.framefarm.coordinator.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Predicate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects to hosts that others name. The address that was checked is the one that is connected to, so that a name
 * server cannot say one thing first and another then.
 */
public final class ConnectOut {
    private final Predicate<InetAddress> allowed;
    private final Secure secure;

    /** Makes a connection safe, or refuses. */
    public interface Secure {
        /** TLS with the certificates that Java trusts. */
        Secure TLS = ConnectOut::tls;

        Socket over(Socket connected, String host, int port) throws IOException;
    }

    /** Connects to addresses that are allowed. */
    public ConnectOut(Predicate<InetAddress> allowed, Secure secure) {
        this.allowed = allowed;
        this.secure = secure;
    }

    /** Connects to addresses of the internet at large, and nowhere else. */
    public static ConnectOut toPublicAddresses() {
        return new ConnectOut(PublicAddress::is, Secure.TLS);
    }

    /** For farms whose operator trusts everybody who names an address. */
    public static ConnectOut anywhere() {
        return new ConnectOut(any -> true, Secure.TLS);
    }

    /** Every address of the host must be allowed: which one is asked must not matter. */
    public InetAddress addressOf(String host) throws RefusedAddressException {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            for (InetAddress address : addresses) {
                if (!allowed.test(address)) {
                    throw new RefusedAddressException(
                            "%s, whose address %s is not public".formatted(host, address.getHostAddress()));
                }
            }
            return addresses[0];
        } catch (UnknownHostException e) {
            throw new RefusedAddressException(host + ", which has no address", e);
        }
    }

    /** A safe connection; reads on it wait no longer than {@code silence}. */
    public Socket secured(String host, int port, Duration silence) throws IOException {
        Socket plain = plain(host, port, silence);
        try {
            return secure.over(plain, host, port);
        } catch (IOException refused) {
            plain.close();
            throw refused;
        }
    }

    /** A connection that anybody on the way can listen to. */
    public Socket plain(String host, int port, Duration silence) throws IOException {
        InetAddress address = addressOf(host);
        Socket socket = new Socket();
        try {
            socket.setSoTimeout((int) silence.toMillis());
            socket.connect(new InetSocketAddress(address, port), (int) silence.toMillis());
            return socket;
        } catch (IOException unreachable) {
            socket.close();
            throw unreachable;
        }
    }

    private static Socket tls(Socket connected, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(connected, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
