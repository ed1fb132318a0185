extension Schema {
    /// Maps brought from one memory layout into another, as they were timed inside whole networks.
    static let reorderTables = """
        CREATE TABLE reorder_measurement (
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          number INTEGER NOT NULL CHECK (number >= 1),
          machine_id INTEGER NOT NULL REFERENCES machine (id),
          backend TEXT NOT NULL,
          backend_version TEXT NOT NULL,
          threads INTEGER NOT NULL CHECK (threads >= 1),
          precision TEXT NOT NULL,
          batch INTEGER NOT NULL CHECK (batch >= 1),
          channels INTEGER NOT NULL CHECK (channels >= 1),
          height INTEGER NOT NULL CHECK (height >= 1),
          width INTEGER NOT NULL CHECK (width >= 1),
          from_layout TEXT NOT NULL,
          to_layout TEXT NOT NULL,
          measured_at TEXT NOT NULL,
          samples INTEGER NOT NULL CHECK (samples >= 1),
          min_ns INTEGER NOT NULL,
          median_ns INTEGER NOT NULL,
          ci_low_ns INTEGER NOT NULL,
          ci_high_ns INTEGER NOT NULL,
          mad_ns INTEGER NOT NULL,
          is_debug_build INTEGER NOT NULL CHECK (is_debug_build IN (0, 1)),
          UNIQUE (run_id, number)
        ) STRICT;

        CREATE INDEX reorder_measurement_machine ON reorder_measurement (machine_id, threads, measured_at);
        """
}
