package org.relata.standalone.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Set;

/**
 * The embedded issuer's key pair, kept in the data directory so that tokens outlive a restart. Only
 * its owner may read the file.
 */
record KeyFile(Path directory) {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private Path path() {
    return directory.resolve("issuer-key.json");
  }

  /**
   * The key pair, made at the first call.
   *
   * @throws IllegalStateException when the file does not hold one
   */
  ECKey load() {
    try {
      if (!Files.exists(path())) {
        write(newKey());
      }
      return ECKey.parse(Files.readString(path()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException e) {
      throw new IllegalStateException(path() + " holds no key pair; remove it to get a new one", e);
    }
  }

  /** On an elliptic curve: an RSA key takes seconds to make before the program is warm. */
  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java makes no keys of this kind", e);
    }
  }

  /** In one step, so that a crash leaves no half key. */
  private void write(ECKey key) throws IOException {
    Files.createDirectories(directory);
    Path draft = Files.createTempFile(directory, "issuer-key", ".new", ownerOnly());
    Files.writeString(draft, key.toJSONString());
    Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** File systems without such permissions have the user's profile to protect the directory. */
  private FileAttribute<?>[] ownerOnly() throws IOException {
    return Files.getFileStore(directory).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }
}
