extension Schema {
    /// Searches and the points they returned.
    static let searchTables = """
        CREATE TABLE search_run (
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          number INTEGER NOT NULL CHECK (number >= 1),
          file TEXT NOT NULL,
          text TEXT NOT NULL,
          digest TEXT NOT NULL,
          budgets TEXT NOT NULL CHECK (json_valid(budgets)),
          maximize TEXT NOT NULL,
          space TEXT NOT NULL,
          feasible TEXT,
          exact INTEGER NOT NULL CHECK (exact IN (0, 1)),
          epsilon REAL,
          elapsed_s REAL NOT NULL,
          UNIQUE (run_id, number)
        ) STRICT;

        CREATE TABLE candidate (
          id INTEGER PRIMARY KEY,
          search_run_id INTEGER NOT NULL REFERENCES search_run (id) ON DELETE CASCADE,
          rank INTEGER NOT NULL CHECK (rank >= 1),
          assignment TEXT NOT NULL CHECK (json_valid(assignment)),
          diff TEXT,
          score REAL NOT NULL,
          time_complexity_macs INTEGER NOT NULL,
          macs INTEGER NOT NULL,
          flops INTEGER NOT NULL,
          params INTEGER NOT NULL,
          activations INTEGER NOT NULL,
          peak_memory_bytes INTEGER NOT NULL,
          traffic_bytes INTEGER NOT NULL,
          depth INTEGER NOT NULL,
          receptive_field_pixels INTEGER NOT NULL,
          predicted_ns INTEGER,
          predicted_low_ns INTEGER,
          predicted_high_ns INTEGER,
          network_id INTEGER REFERENCES network (id),
          UNIQUE (search_run_id, rank)
        ) STRICT;

        CREATE INDEX candidate_front ON candidate (search_run_id, macs, score);
        """

    static let searchViews = """
        -- Candidates that no other of the same search beats: fewer MACs for at least the score, or more score for
        -- at most the MACs.
        CREATE VIEW pareto AS
        WITH best AS (
          SELECT search_run_id, macs, max(score) AS score FROM candidate GROUP BY search_run_id, macs),
        front AS (
          SELECT *, max(score) OVER (
            PARTITION BY search_run_id ORDER BY macs ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS cheaper
          FROM best)
        SELECT candidate.*
        FROM front JOIN candidate USING (search_run_id, macs, score)
        WHERE front.cheaper IS NULL OR front.score > front.cheaper;
        """
}
