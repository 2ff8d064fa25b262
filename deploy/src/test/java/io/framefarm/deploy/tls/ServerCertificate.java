package io.framefarm.deploy.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A key and a certificate for servers on 127.0.0.1, made for one test by the JDK's own tool, in Java's kind of file and
 * in everybody else's.
 */
public record ServerCertificate(Path keyStore, Path key, Path certificate) {

    public static final String PASSWORD = "of-the-key-store";

    private static final String ALIAS = "server";

    public static ServerCertificate in(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        Path keyStore = folder.resolve("server.p12");
        makeKey(keyStore);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
        byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
        return new ServerCertificate(
                keyStore,
                Files.writeString(folder.resolve("server.key"), pem("PRIVATE KEY", key)),
                Files.writeString(folder.resolve("server.crt"), pem("CERTIFICATE", certificate)));
    }

    private static void makeKey(Path keyStore) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no key: " + output);
        }
    }

    private static String pem(String what, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
