extension Schema {
    /// Machines, runs, problems, and what was timed.
    ///
    /// Measurements of different databases are told apart by (run.uuid, measurement.number): `db merge` rests on it.
    static let measurementTables = """
        CREATE TABLE machine (
          id INTEGER PRIMARY KEY,
          fingerprint TEXT NOT NULL UNIQUE,
          cpu TEXT NOT NULL,
          architecture TEXT NOT NULL,
          cores INTEGER NOT NULL CHECK (cores >= 1),
          caches TEXT NOT NULL,
          l1d_bytes INTEGER,
          l2_bytes INTEGER,
          l3_bytes INTEGER,
          isa TEXT NOT NULL,
          memory_bytes INTEGER NOT NULL,
          os TEXT NOT NULL,
          limits TEXT,
          peak_gflops REAL,
          bandwidth_gbps REAL,
          probed_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE machine_peak (
          machine_id INTEGER NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
          precision TEXT NOT NULL,
          threads INTEGER NOT NULL CHECK (threads >= 1),
          gflops REAL NOT NULL CHECK (gflops > 0),
          PRIMARY KEY (machine_id, precision, threads)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE machine_bandwidth (
          machine_id INTEGER NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
          level TEXT NOT NULL,
          threads INTEGER NOT NULL CHECK (threads >= 1),
          gbps REAL NOT NULL CHECK (gbps > 0),
          PRIMARY KEY (machine_id, level, threads)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE run (
          id INTEGER PRIMARY KEY,
          uuid TEXT NOT NULL UNIQUE,
          machine_id INTEGER REFERENCES machine (id),
          command_line TEXT NOT NULL,
          version TEXT NOT NULL,
          started_at TEXT NOT NULL,
          finished_at TEXT,
          load REAL,
          governor TEXT,
          is_debug_build INTEGER NOT NULL DEFAULT 0 CHECK (is_debug_build IN (0, 1))
        ) STRICT;

        CREATE TABLE problem (
          id INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE,
          kind TEXT NOT NULL,
          batch INTEGER NOT NULL,
          inputs INTEGER NOT NULL,
          input_channels INTEGER NOT NULL,
          input_height INTEGER NOT NULL,
          input_width INTEGER NOT NULL,
          output_channels INTEGER NOT NULL,
          output_height INTEGER NOT NULL,
          output_width INTEGER NOT NULL,
          kernel_height INTEGER,
          kernel_width INTEGER,
          stride_height INTEGER,
          stride_width INTEGER,
          padding_top INTEGER,
          padding_bottom INTEGER,
          padding_left INTEGER,
          padding_right INTEGER,
          dilation_height INTEGER,
          dilation_width INTEGER,
          "groups" INTEGER,
          precision TEXT NOT NULL,
          pass TEXT NOT NULL
        ) STRICT;

        CREATE INDEX problem_kind ON problem (kind, kernel_height, input_channels, output_channels);

        CREATE TABLE measurement (
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          number INTEGER NOT NULL CHECK (number >= 1),
          machine_id INTEGER NOT NULL REFERENCES machine (id),
          problem_id INTEGER NOT NULL REFERENCES problem (id),
          backend TEXT NOT NULL,
          backend_version TEXT NOT NULL,
          algorithm TEXT NOT NULL,
          kernel TEXT NOT NULL,
          threads INTEGER NOT NULL CHECK (threads >= 1),
          precision TEXT NOT NULL,
          pass TEXT NOT NULL,
          cache_state TEXT NOT NULL CHECK (cache_state IN ('cold-weights', 'warm')),
          measured_at TEXT NOT NULL,
          status TEXT NOT NULL CHECK (status IN ('ok', 'noisy', 'mistrusted', 'unsupported', 'failed')),
          reason TEXT,
          verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
          samples INTEGER NOT NULL CHECK (samples >= 0),
          min_ns INTEGER,
          median_ns INTEGER,
          ci_low_ns INTEGER,
          ci_high_ns INTEGER,
          mad_ns INTEGER,
          rounds INTEGER NOT NULL,
          interrupted_samples INTEGER NOT NULL,
          flops INTEGER NOT NULL,
          gflops REAL,
          peak_share REAL,
          neighbour_load REAL,
          clock_before_ghz REAL,
          clock_after_ghz REAL,
          is_debug_build INTEGER NOT NULL CHECK (is_debug_build IN (0, 1)),
          UNIQUE (run_id, number),
          CHECK ((samples = 0) = (median_ns IS NULL)),
          CHECK (status NOT IN ('ok', 'noisy') OR samples > 0)
        ) STRICT;

        CREATE INDEX measurement_setting
          ON measurement (problem_id, machine_id, backend, algorithm, threads, cache_state, measured_at);

        CREATE TABLE sample (
          measurement_id INTEGER NOT NULL REFERENCES measurement (id) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          round INTEGER NOT NULL,
          elapsed_ns INTEGER NOT NULL CHECK (elapsed_ns >= 0),
          interrupted INTEGER NOT NULL CHECK (interrupted IN (0, 1)),
          PRIMARY KEY (measurement_id, number)
        ) STRICT, WITHOUT ROWID;
        """

    static let measurementViews = """
        -- One row for each setting that was ever timed: its newest usable measurement, release builds only.
        CREATE VIEW latest_setting AS
        SELECT * FROM (
          SELECT m.*, row_number() OVER (
            PARTITION BY machine_id, problem_id, backend, algorithm, threads, cache_state
            ORDER BY measured_at DESC, id DESC) AS age
          FROM measurement m
          WHERE status IN ('ok', 'noisy') AND is_debug_build = 0)
        WHERE age = 1;

        -- One row a machine, problem, backend and threads: what the backend would do by itself inside a network.
        -- Cold weights before warm, then the backend's own choice (auto), then the fastest, then the newest.
        CREATE VIEW latest_measurement AS
        SELECT * FROM (
          SELECT s.*, row_number() OVER (
            PARTITION BY machine_id, problem_id, backend, threads
            ORDER BY cache_state = 'cold-weights' DESC, algorithm = 'auto' DESC, median_ns, measured_at DESC, id DESC)
            AS preference
          FROM latest_setting s)
        WHERE preference = 1;

        -- The fastest algorithm of any backend for a machine, problem, threads and cache state.
        CREATE VIEW fastest_measurement AS
        SELECT * FROM (
          SELECT s.*, row_number() OVER (
            PARTITION BY machine_id, problem_id, threads, cache_state
            ORDER BY median_ns, verified DESC, measured_at DESC, id DESC) AS place
          FROM latest_setting s)
        WHERE place = 1;

        -- Where arithmetic and a level of memory take equally long: below the ridge, memory bounds.
        CREATE VIEW machine_roofline AS
        SELECT machine.id AS machine_id, machine.fingerprint, machine.cpu, p.precision, p.threads, p.gflops AS peak_gflops,
          b.level, b.gbps AS bandwidth_gbps, p.gflops / b.gbps AS ridge_flop_per_byte
        FROM machine
        JOIN machine_peak p ON p.machine_id = machine.id
        JOIN machine_bandwidth b ON b.machine_id = machine.id AND b.threads = p.threads;
        """
}
