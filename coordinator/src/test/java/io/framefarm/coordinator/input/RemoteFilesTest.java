package io.framefarm.coordinator.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.framefarm.coordinator.outbound.ConnectOut;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteFilesTest {

    private HttpServer server;
    private RemoteFiles files;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/cat.png", exchange -> {
            byte[] body = exchange.getRequestURI().getQuery() == null ? new byte[] {1, 2, 3} : new byte[1000];
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/moved.png", exchange -> {
            exchange.getResponseHeaders().add("Location", "/cat.png");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        ConnectOut unsecured = new ConnectOut(any -> true, (connected, host, port) -> connected);
        files = new RemoteFiles(unsecured, server.getAddress().getPort(), InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFileIsFetched() throws Exception {
        assertThat(files.read("https://localhost/cat.png", 1000)).containsExactly(1, 2, 3);
    }

    @Test
    void moreThanIsAllowedIsNotRead() {
        assertThatExceptionOfType(UnusableInputException.class)
                .isThrownBy(() -> files.read("https://localhost/cat.png?large", 999))
                .withMessageContaining("is larger than 999 bytes");
    }

    @Test
    void redirectsAreNotFollowed() {
        assertThatExceptionOfType(UnusableInputException.class)
                .isThrownBy(() -> files.read("https://localhost/moved.png", 1000))
                .withMessage("cannot be fetched: localhost answered 302");
    }

    @Test
    void thisMachineIsNotAsked() {
        RemoteFiles guarded = new RemoteFiles(InstantSource.system());

        assertThatExceptionOfType(UnusableInputException.class)
                .isThrownBy(() -> guarded.read("https://127.0.0.1/cat.png", 1000))
                .withMessage("names 127.0.0.1, whose address 127.0.0.1 is not public");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:8443/cat.png",
                "https://user:secret@localhost/cat.png",
                "https:cat.png",
                "https:///cat.png",
                "https://local host/cat.png"
            })
    void oddAddressesAreRefused(String address) {
        assertThatExceptionOfType(UnusableInputException.class)
                .isThrownBy(() -> files.read(address, 1000))
                .withMessageContaining("is no address");
    }
}
