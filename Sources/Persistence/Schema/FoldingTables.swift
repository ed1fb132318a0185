extension Schema {
    /// Convolutions with their batch norm behind them, and with it folded into their weights.
    static let foldingTables = """
        CREATE TABLE folding_measurement (
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          number INTEGER NOT NULL CHECK (number >= 1),
          machine_id INTEGER NOT NULL REFERENCES machine (id),
          problem_id INTEGER NOT NULL REFERENCES problem (id),
          backend TEXT NOT NULL,
          backend_version TEXT NOT NULL,
          algorithm TEXT NOT NULL,
          threads INTEGER NOT NULL CHECK (threads >= 1),
          cache_state TEXT NOT NULL CHECK (cache_state IN ('cold-weights', 'warm')),
          measured_at TEXT NOT NULL,
          status TEXT NOT NULL CHECK (status IN ('ok', 'noisy', 'mistrusted')),
          reason TEXT,
          separate_samples INTEGER NOT NULL CHECK (separate_samples >= 1),
          separate_min_ns INTEGER NOT NULL,
          separate_median_ns INTEGER NOT NULL,
          separate_ci_low_ns INTEGER NOT NULL,
          separate_ci_high_ns INTEGER NOT NULL,
          separate_mad_ns INTEGER NOT NULL,
          merged_samples INTEGER NOT NULL CHECK (merged_samples >= 1),
          merged_min_ns INTEGER NOT NULL,
          merged_median_ns INTEGER NOT NULL,
          merged_ci_low_ns INTEGER NOT NULL,
          merged_ci_high_ns INTEGER NOT NULL,
          merged_mad_ns INTEGER NOT NULL,
          relative_difference REAL NOT NULL,
          is_debug_build INTEGER NOT NULL CHECK (is_debug_build IN (0, 1)),
          UNIQUE (run_id, number)
        ) STRICT;

        CREATE INDEX folding_measurement_problem ON folding_measurement (problem_id, machine_id, backend, threads);
        """
}
