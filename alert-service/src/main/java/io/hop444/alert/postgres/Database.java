/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Connections and transactions. Nothing is served before the tables are there. Thread-safe. */
@ApplicationScoped
public class Database {

  private static final Logger LOG = Logger.getLogger(Database.class);

  /** SQLSTATE of a connection that is not there. */
  private static final String CONNECTION_DOES_NOT_EXIST = "08003";

  private final CountDownLatch migrated = new CountDownLatch(1);

  /** Of this database: a static one would let the work of one database join another's. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Joined> ofThread = new ThreadLocal<>();

  private DataSource dataSource;

  Database() {}

  @Inject
  Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** What to do with a connection. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  /** Waits until the tables are there. */
  public void awaitMigrated() throws InterruptedException {
    migrated.await();
  }

  /** Whether the tables are there. */
  public boolean isMigrated() {
    return migrated.getCount() == 0;
  }

  void markMigrated() {
    migrated.countDown();
  }

  private static final String GRANT =
      """
      select grant_run_time_rights(?)
      """;

  /** Gives a role what the service needs; called by the owner of the tables. */
  void grantTo(String role) throws SQLException {
    beforeServing(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(GRANT)) {
            statement.setString(1, role);
            statement.execute();
          }
        });
  }

  /** What is done at the start, when the tables are there and nothing is served yet. */
  @FunctionalInterface
  interface Preparation {
    void on(Connection connection) throws SQLException;
  }

  void beforeServing(Preparation work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      work.on(connection);
    }
  }

  /** Runs single statements. */
  public <T> T read(Work<T> work) throws SQLException {
    Connection joined = joined();
    if (joined != null) {
      return work.on(joined);
    }
    try (Connection connection = connect()) {
      return work.on(connection);
    }
  }

  /** Runs {@code work} in one transaction: all of it, or nothing. */
  public <T> T transaction(Work<T> work) throws SQLException {
    Connection joined = joined();
    if (joined != null) {
      return work.on(joined);
    }
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } finally {
        endTransaction(connection);
      }
    }
  }

  private Connection joined() {
    Joined current = ofThread.get();
    return current == null || current.ended ? null : current.connection;
  }

  /**
   * Begins a transaction that all work of this thread joins until it ends, so that changes that
   * know nothing of each other are one.
   */
  Joined join() throws SQLException {
    Connection connection = connect();
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    Joined joined = new Joined(connection);
    ofThread.set(joined);
    return joined;
  }

  /**
   * Does {@code what} once the change that this thread is about to make lasts: now, or after the
   * commit of the transaction it has joined, and then not at all when there is none.
   */
  public void afterCommit(Runnable what) {
    Joined current = ofThread.get();
    if (current == null || current.ended) {
      what.run();
    } else {
      current.afterCommit.add(what);
    }
  }

  /**
   * Ends what this thread may still be in, from work that was cut off before its end: new work must
   * not join it.
   */
  void leave() throws SQLException {
    Joined left = ofThread.get();
    if (left != null) {
      ofThread.remove();
      left.close();
    }
  }

  /** A transaction of a thread. */
  public final class Joined implements AutoCloseable {

    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Connection connection;
    private volatile boolean ended;
    private boolean committed;

    private Joined(Connection connection) {
      this.connection = connection;
    }

    void commit() throws SQLException {
      connection.commit();
      committed = true;
    }

    /** Ends it; what is not committed never was. May be called again, and by another thread. */
    @Override
    public void close() throws SQLException {
      if (ended) {
        return;
      }
      ended = true;
      if (ofThread.get() == this) {
        ofThread.remove();
      }
      try (connection) {
        endTransaction(connection);
      } finally {
        if (committed) {
          afterCommit.forEach(Runnable::run);
        }
      }
    }
  }

  /** Rolls back what is not committed. A broken connection has nothing left to roll back. */
  private static void endTransaction(Connection connection) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      LOG.debugf("Rolling back failed; the connection goes. reason=%s", e.getMessage());
    }
  }

  private Connection connect() throws SQLException {
    if (!isMigrated()) {
      throw new SQLException("the tables are not there yet", CONNECTION_DOES_NOT_EXIST);
    }
    return dataSource.getConnection();
  }

  /** Whether the database answers within {@code timeout} seconds. */
  public boolean answers(int timeout) {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid(timeout);
    } catch (SQLException e) {
      return false;
    }
  }
}
