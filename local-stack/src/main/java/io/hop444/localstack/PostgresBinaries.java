/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import io.hop444.localstack.LocalStackException.Reason;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once per user from the archive on the class path. */
final class PostgresBinaries {

  /** Names the folder of the unpacked archive; changes with postgres-binaries.version. */
  private static final String VERSION = "17.6.0";

  private final Path home;

  private PostgresBinaries(Path home) {
    this.home = home;
  }

  /**
   * Unpacks where that was not done before. Safe when several processes do so at once.
   *
   * @throws LocalStackException when there is no PostgreSQL for this machine or no space for it
   */
  static PostgresBinaries unpacked() throws LocalStackException {
    Path wanted = cache().resolve("postgresql-" + VERSION);
    if (!Files.isDirectory(wanted)) {
      unpack(wanted);
    }
    return new PostgresBinaries(wanted);
  }

  /** Path of a program, for example {@code initdb}. */
  String program(String name) {
    return home.resolve("bin").resolve(isWindows() ? name + ".exe" : name).toString();
  }

  static boolean isWindows() {
    return File.separatorChar == '\\';
  }

  private static Path cache() {
    String configured = System.getenv(isWindows() ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.toAbsolutePath().resolve("hop444");
  }

  private static void unpack(Path wanted) throws LocalStackException {
    try {
      Files.createDirectories(wanted.getParent());
      Path incomplete = Files.createTempDirectory(wanted.getParent(), "unpacking-");
      try (InputStream archive = archive()) {
        extract(archive, incomplete);
        Files.move(incomplete, wanted, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        if (!Files.isDirectory(wanted)) {
          throw e;
        }
      } finally {
        deleteTree(incomplete);
      }
    } catch (IOException e) {
      throw new LocalStackException(
          Reason.DATA_NOT_WRITABLE,
          "PostgreSQL cannot be unpacked into "
              + wanted
              + " ("
              + e
              + "). It needs 60 MB there; XDG_CACHE_HOME (LOCALAPPDATA on Windows) chooses"
              + " another place.",
          e);
    }
  }

  private static InputStream archive() throws IOException, LocalStackException {
    String system = System.getProperty("os.name");
    String name =
        system.startsWith("Windows") ? "Windows" : system.startsWith("Mac") ? "Darwin" : system;
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String machine = architecture.equals("amd64") ? "x86_64" : architecture;
    machine = machine.equals("aarch64") ? "arm_64" : machine;
    try {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(name, machine);
    } catch (IllegalStateException e) {
      throw new LocalStackException(
          Reason.UNSUPPORTED,
          "There is no PostgreSQL for this machine ("
              + system
              + ", "
              + architecture
              + ") among the archives on the class path. Use Linux, macOS or Windows on x86-64 or"
              + " arm64, or run the services against a PostgreSQL of your own.",
          e);
    }
  }

  private static void extract(InputStream archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("Entry outside of the archive: " + entry.getName());
        }
        Files.createDirectories(entry.isDirectory() ? path : path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          Files.copy(tar, path);
          if (path.getParent().endsWith("bin") && !path.toFile().setExecutable(true, false)) {
            throw new IOException("Cannot make " + path + " executable");
          }
        }
      }
    }
  }

  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
