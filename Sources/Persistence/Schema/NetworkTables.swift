extension Schema {
    /// Networks with what they cost, whole networks timed, and predictions beside what was then measured.
    static let networkTables = """
        CREATE TABLE network (
          id INTEGER PRIMARY KEY,
          digest TEXT NOT NULL,
          name TEXT NOT NULL,
          file TEXT,
          text TEXT NOT NULL,
          batch INTEGER NOT NULL CHECK (batch >= 1),
          precision TEXT NOT NULL,
          input_channels INTEGER NOT NULL,
          input_height INTEGER NOT NULL,
          input_width INTEGER NOT NULL,
          time_complexity_macs INTEGER NOT NULL,
          macs INTEGER NOT NULL,
          flops INTEGER NOT NULL,
          params INTEGER NOT NULL,
          activations INTEGER NOT NULL,
          peak_memory_bytes INTEGER NOT NULL,
          traffic_bytes INTEGER NOT NULL,
          depth INTEGER NOT NULL,
          receptive_field_pixels INTEGER NOT NULL,
          UNIQUE (digest, batch, precision)
        ) STRICT;

        CREATE TABLE layer (
          id INTEGER PRIMARY KEY,
          network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
          position INTEGER NOT NULL CHECK (position >= 1),
          name TEXT NOT NULL,
          kind TEXT NOT NULL,
          stage TEXT,
          line INTEGER NOT NULL,
          problem_id INTEGER REFERENCES problem (id),
          input_channels INTEGER NOT NULL,
          input_height INTEGER NOT NULL,
          input_width INTEGER NOT NULL,
          output_channels INTEGER NOT NULL,
          output_height INTEGER NOT NULL,
          output_width INTEGER NOT NULL,
          time_complexity_macs INTEGER NOT NULL,
          macs INTEGER NOT NULL,
          flops INTEGER NOT NULL,
          params INTEGER NOT NULL,
          activations INTEGER NOT NULL,
          traffic_bytes INTEGER NOT NULL,
          UNIQUE (network_id, position)
        ) STRICT;

        CREATE INDEX layer_problem ON layer (problem_id);

        CREATE TABLE network_measurement (
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          number INTEGER NOT NULL CHECK (number >= 1),
          machine_id INTEGER NOT NULL REFERENCES machine (id),
          network_id INTEGER NOT NULL REFERENCES network (id),
          backend TEXT NOT NULL,
          backend_version TEXT NOT NULL,
          algorithm TEXT NOT NULL,
          threads INTEGER NOT NULL CHECK (threads >= 1),
          pass TEXT NOT NULL,
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
          sum_of_layers_ns INTEGER,
          best_of_layers_ns INTEGER,
          reorders INTEGER,
          is_debug_build INTEGER NOT NULL CHECK (is_debug_build IN (0, 1)),
          UNIQUE (run_id, number)
        ) STRICT;

        CREATE INDEX network_measurement_network ON network_measurement (network_id, machine_id, backend, threads);

        CREATE TABLE network_sample (
          network_measurement_id INTEGER NOT NULL REFERENCES network_measurement (id) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          round INTEGER NOT NULL,
          elapsed_ns INTEGER NOT NULL CHECK (elapsed_ns >= 0),
          interrupted INTEGER NOT NULL CHECK (interrupted IN (0, 1)),
          PRIMARY KEY (network_measurement_id, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE prediction (
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          number INTEGER NOT NULL CHECK (number >= 1),
          machine_id INTEGER NOT NULL REFERENCES machine (id),
          problem_id INTEGER REFERENCES problem (id),
          network_id INTEGER REFERENCES network (id),
          backend TEXT NOT NULL,
          algorithm TEXT NOT NULL,
          threads INTEGER NOT NULL CHECK (threads >= 1),
          cache_state TEXT NOT NULL,
          source TEXT NOT NULL CHECK (source IN ('predicted', 'borrowed')),
          model TEXT NOT NULL,
          predicted_at TEXT NOT NULL,
          predicted_ns INTEGER NOT NULL,
          low_ns INTEGER NOT NULL,
          high_ns INTEGER NOT NULL,
          measurement_id INTEGER REFERENCES measurement (id) ON DELETE SET NULL,
          network_measurement_id INTEGER REFERENCES network_measurement (id) ON DELETE SET NULL,
          UNIQUE (run_id, number),
          CHECK ((problem_id IS NULL) <> (network_id IS NULL))
        ) STRICT;

        CREATE INDEX prediction_problem ON prediction (problem_id, machine_id, backend, algorithm, threads, cache_state);
        CREATE INDEX prediction_network ON prediction (network_id, machine_id, backend, algorithm, threads);
        CREATE INDEX prediction_measurement ON prediction (measurement_id);
        CREATE INDEX prediction_network_measurement ON prediction (network_measurement_id);

        CREATE TABLE latency_model (
          id INTEGER PRIMARY KEY,
          run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
          number INTEGER NOT NULL CHECK (number >= 1),
          machine_id INTEGER NOT NULL REFERENCES machine (id),
          name TEXT NOT NULL,
          fitted_at TEXT NOT NULL,
          measurements INTEGER NOT NULL,
          UNIQUE (run_id, number)
        ) STRICT;

        CREATE INDEX latency_model_machine ON latency_model (machine_id, fitted_at);

        CREATE TABLE latency_parameter (
          latency_model_id INTEGER NOT NULL REFERENCES latency_model (id) ON DELETE CASCADE,
          kind TEXT NOT NULL,
          backend TEXT NOT NULL,
          algorithm TEXT NOT NULL,
          precision TEXT NOT NULL,
          threads INTEGER NOT NULL,
          name TEXT NOT NULL,
          value REAL NOT NULL,
          unit TEXT NOT NULL,
          PRIMARY KEY (latency_model_id, kind, backend, algorithm, precision, threads, name)
        ) STRICT, WITHOUT ROWID;
        """

    /// Whole networks were run again and again before, with what the run before had left in the caches.
    static let networkCacheState = """
        ALTER TABLE network_measurement ADD COLUMN cache_state TEXT NOT NULL DEFAULT 'warm'
          CHECK (cache_state IN ('cold-weights', 'warm'));
        """

    static let networkViews = """
        -- Layers with their share of their network, and the intensity that the roofline asks for.
        CREATE VIEW layer_cost AS
        SELECT layer.id AS layer_id, network.id AS network_id, network.name AS network, network.batch, network.precision,
          layer.position, layer.name AS layer, layer.kind, layer.stage, layer.problem_id,
          layer.time_complexity_macs, layer.macs, layer.flops, layer.params, layer.activations, layer.traffic_bytes,
          CASE WHEN layer.traffic_bytes > 0 THEN 1.0 * layer.flops / layer.traffic_bytes END AS intensity_flop_per_byte,
          CASE WHEN network.macs > 0 THEN 1.0 * layer.macs / network.macs END AS macs_share,
          CASE WHEN network.params > 0 THEN 1.0 * layer.params / network.params END AS params_share
        FROM layer JOIN network ON network.id = layer.network_id;

        -- Layers with what latest_measurement holds for them: a row a layer, machine, backend and threads.
        CREATE VIEW layer_time AS
        SELECT c.*, m.id AS measurement_id, m.machine_id, m.backend, m.algorithm, m.kernel, m.threads, m.pass, m.cache_state,
          m.measured_at, m.status, m.min_ns, m.median_ns, m.ci_low_ns, m.ci_high_ns, m.gflops, m.peak_share,
          1.0 * m.median_ns / sum(m.median_ns) OVER (PARTITION BY c.network_id, m.machine_id, m.backend, m.threads)
            AS time_share
        FROM layer_cost c JOIN latest_measurement m ON m.problem_id = c.problem_id;

        -- Predictions that were followed by a measurement of the same thing.
        CREATE VIEW prediction_error AS
        SELECT p.id AS prediction_id, p.machine_id, p.problem_id, p.network_id,
          coalesce(problem.kind, 'network') AS kind, coalesce(problem.key, network.name) AS subject,
          p.backend, p.algorithm, p.threads, p.cache_state, p.source, p.model, p.predicted_at,
          p.predicted_ns, p.low_ns, p.high_ns, coalesce(m.median_ns, n.median_ns) AS measured_ns,
          1.0 * p.predicted_ns / coalesce(m.median_ns, n.median_ns) - 1 AS relative_error,
          coalesce(m.median_ns, n.median_ns) BETWEEN p.low_ns AND p.high_ns AS is_covered
        FROM prediction p
        LEFT JOIN problem ON problem.id = p.problem_id
        LEFT JOIN network ON network.id = p.network_id
        LEFT JOIN measurement m ON m.id = p.measurement_id
        LEFT JOIN network_measurement n ON n.id = p.network_measurement_id
        WHERE coalesce(m.median_ns, n.median_ns) > 0;
        """
}
