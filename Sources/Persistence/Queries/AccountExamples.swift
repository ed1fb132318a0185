extension ExampleQuery {
    /// Questions about machines, runs, predictions and searches.
    static let accountExamples: [ExampleQuery] = [
        ExampleQuery(
            "machines-side-by-side", "The same kernels on two machines.",
            """
            SELECT problem.key, m1.cpu AS first_cpu, m2.cpu AS second_cpu, a.backend, a.algorithm, a.threads,
              a.median_ns AS first_ns, b.median_ns AS second_ns, 1.0 * a.median_ns / b.median_ns AS speed_up
            FROM latest_setting a
            JOIN latest_setting b USING (problem_id, backend, algorithm, threads, cache_state)
            JOIN problem ON problem.id = a.problem_id
            JOIN machine m1 ON m1.id = a.machine_id
            JOIN machine m2 ON m2.id = b.machine_id
            WHERE a.machine_id < b.machine_id AND cache_state = 'cold-weights'
            ORDER BY speed_up DESC, problem.key
            """),
        ExampleQuery(
            "drift", "How medians changed from the first run to the last.",
            """
            WITH ordered AS (
              SELECT m.*, first_value(median_ns) OVER w AS first_ns, last_value(median_ns) OVER w AS last_ns,
                count(*) OVER w AS runs, row_number() OVER w AS place
              FROM measurement m
              WHERE status IN ('ok', 'noisy') AND is_debug_build = 0
              WINDOW w AS (PARTITION BY machine_id, problem_id, backend, algorithm, threads, cache_state
                ORDER BY measured_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
            SELECT problem.key, machine_id, backend, algorithm, threads, cache_state, runs, first_ns, last_ns,
              1.0 * last_ns / first_ns - 1 AS change_share
            FROM ordered JOIN problem ON problem.id = problem_id
            WHERE place = 1 AND runs > 1
            ORDER BY abs(1.0 * last_ns / first_ns - 1) DESC, problem.key
            """),
        ExampleQuery(
            "repeatability", "How far apart the medians of repeated measurements are.",
            """
            SELECT problem.key, m.machine_id, m.backend, m.algorithm, m.threads, m.cache_state, count(*) AS runs,
              min(m.median_ns) AS fastest_ns, max(m.median_ns) AS slowest_ns,
              1.0 * max(m.median_ns) / min(m.median_ns) - 1 AS spread_share
            FROM measurement m JOIN problem ON problem.id = m.problem_id
            WHERE m.status = 'ok' AND m.is_debug_build = 0
            GROUP BY m.machine_id, m.problem_id, m.backend, m.algorithm, m.threads, m.cache_state
            HAVING count(*) > 1
            ORDER BY spread_share DESC, problem.key
            """),
        ExampleQuery(
            "doubtful", "Measurements that are not simply believed, and why.",
            """
            SELECT m.measured_at, problem.key, m.machine_id, m.backend, m.algorithm, m.threads, m.status, m.reason,
              m.neighbour_load, m.interrupted_samples, m.samples
            FROM measurement m JOIN problem ON problem.id = m.problem_id
            WHERE m.status <> 'ok' OR m.is_debug_build = 1
            ORDER BY m.measured_at DESC, m.id DESC
            """),
        ExampleQuery(
            "prediction-accuracy", "How good predictions were, by machine and kind of layer.",
            """
            WITH ranked AS (
              SELECT *, row_number() OVER (PARTITION BY machine_id, kind ORDER BY abs(relative_error)) AS place,
                count(*) OVER (PARTITION BY machine_id, kind) AS n
              FROM prediction_error)
            SELECT machine_id, kind, n AS predictions,
              avg(CASE WHEN place IN ((n + 1) / 2, (n + 2) / 2) THEN abs(relative_error) END) AS median_error_share,
              avg(abs(relative_error) <= 0.05) AS within_5_share, avg(abs(relative_error) <= 0.1) AS within_10_share,
              max(abs(relative_error)) AS worst_error_share, avg(is_covered) AS covered_share
            FROM ranked
            GROUP BY machine_id, kind
            ORDER BY machine_id, kind
            """),
        ExampleQuery(
            "pareto-front", "The candidates of each search that no other beats in MACs and score.",
            """
            SELECT search_run.file, p.search_run_id, p.rank, p.macs, p.score, p.params, p.predicted_ns, p.diff
            FROM pareto p JOIN search_run ON search_run.id = p.search_run_id
            ORDER BY p.search_run_id, p.macs, p.rank
            """),
        ExampleQuery(
            "runs", "Every run: when, what, and how much it measured.",
            """
            SELECT run.started_at, machine.cpu, run.command_line, run.version, run.load,
              (SELECT count(*) FROM measurement WHERE run_id = run.id) AS measurements,
              CASE WHEN run.finished_at IS NULL THEN 'no' ELSE 'yes' END AS finished
            FROM run LEFT JOIN machine ON machine.id = run.machine_id
            ORDER BY run.started_at DESC, run.id DESC
            """),
    ]
}
