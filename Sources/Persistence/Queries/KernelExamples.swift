extension ExampleQuery {
    /// Questions about kernels, whatever network they are in.
    static let kernelExamples: [ExampleQuery] = [
        ExampleQuery(
            "winograd-gain", "How much faster Winograd is than the direct algorithm.",
            """
            SELECT problem.key, d.machine_id, d.backend, d.threads, d.cache_state, d.median_ns AS direct_ns,
              w.median_ns AS winograd_ns, 1.0 * d.median_ns / w.median_ns AS speed_up
            FROM latest_setting d
            JOIN latest_setting w USING (machine_id, problem_id, backend, threads, cache_state)
            JOIN problem ON problem.id = d.problem_id
            WHERE d.algorithm = 'direct' AND w.algorithm = 'winograd'
            ORDER BY speed_up DESC, problem.key
            """),
        ExampleQuery(
            "backends", "Our own direct kernels against oneDNN's.",
            """
            SELECT problem.key, o.machine_id, o.threads, o.median_ns AS onednn_ns, s.median_ns AS swift_ns,
              1.0 * o.median_ns / s.median_ns AS speed_ratio
            FROM latest_setting o
            JOIN latest_setting s USING (machine_id, problem_id, algorithm, threads, cache_state)
            JOIN problem ON problem.id = o.problem_id
            WHERE o.backend = 'onednn' AND s.backend = 'swift' AND algorithm = 'direct' AND cache_state = 'cold-weights'
            ORDER BY speed_ratio, problem.key
            """),
        ExampleQuery(
            "thread-scaling", "The speed-up of two or more threads over one, and what each thread is still worth.",
            """
            SELECT problem.key, one.machine_id, one.backend, one.algorithm, many.threads, one.median_ns AS one_thread_ns,
              many.median_ns, 1.0 * one.median_ns / many.median_ns AS speed_up,
              1.0 * one.median_ns / many.median_ns / many.threads AS efficiency_share
            FROM latest_setting one
            JOIN latest_setting many USING (machine_id, problem_id, backend, algorithm, cache_state)
            JOIN problem ON problem.id = one.problem_id
            WHERE one.threads = 1 AND many.threads > 1 AND cache_state = 'cold-weights'
            ORDER BY efficiency_share, problem.key
            """),
        ExampleQuery(
            "cold-against-warm", "What cold weights cost over a hot loop.",
            """
            SELECT problem.key, cold.machine_id, cold.backend, cold.algorithm, cold.threads, cold.median_ns AS cold_ns,
              warm.median_ns AS warm_ns, 1.0 * cold.median_ns / warm.median_ns - 1 AS extra_share
            FROM latest_setting cold
            JOIN latest_setting warm USING (machine_id, problem_id, backend, algorithm, threads)
            JOIN problem ON problem.id = cold.problem_id
            WHERE cold.cache_state = 'cold-weights' AND warm.cache_state = 'warm'
            ORDER BY extra_share DESC, problem.key
            """),
        ExampleQuery(
            "precision-gain", "The speed-up of lower precisions over f32.",
            """
            SELECT low.key, l.machine_id, l.backend, l.algorithm, l.threads, f.median_ns AS f32_ns, l.median_ns,
              1.0 * f.median_ns / l.median_ns AS speed_up
            FROM latest_setting l
            JOIN problem low ON low.id = l.problem_id AND low.precision <> 'f32'
            JOIN problem p32 ON p32.key = replace(low.key, ' ' || low.precision || ' ', ' f32 ')
            JOIN latest_setting f ON f.problem_id = p32.id AND f.machine_id = l.machine_id AND f.backend = l.backend
              AND f.algorithm = l.algorithm AND f.threads = l.threads AND f.cache_state = l.cache_state
            ORDER BY speed_up DESC, low.key
            """),
        ExampleQuery(
            "training-passes", "The backward passes' time as multiples of the forward pass's.",
            """
            SELECT forward.key, f.machine_id, f.backend, f.algorithm, f.threads, f.median_ns AS forward_ns,
              1.0 * d.median_ns / f.median_ns AS backward_data, 1.0 * w.median_ns / f.median_ns AS backward_weights
            FROM latest_setting f
            JOIN problem forward ON forward.id = f.problem_id AND forward.pass = 'forward'
            LEFT JOIN problem pd ON pd.key = replace(forward.key, ' fwd', ' bwd_d')
            LEFT JOIN latest_setting d ON d.problem_id = pd.id AND d.machine_id = f.machine_id AND d.backend = f.backend
              AND d.algorithm = f.algorithm AND d.threads = f.threads AND d.cache_state = f.cache_state
            LEFT JOIN problem pw ON pw.key = replace(forward.key, ' fwd', ' bwd_w')
            LEFT JOIN latest_setting w ON w.problem_id = pw.id AND w.machine_id = f.machine_id AND w.backend = f.backend
              AND w.algorithm = f.algorithm AND w.threads = f.threads AND w.cache_state = f.cache_state
            WHERE d.id IS NOT NULL OR w.id IS NOT NULL
            ORDER BY forward.key, f.machine_id, f.backend, f.algorithm, f.threads
            """),
        ExampleQuery(
            "free-widths", "Filters that cost at most 3 % more time than fewer: the widths to round up to.",
            """
            WITH width AS MATERIALIZED (
              SELECT m.machine_id, m.backend, m.threads, m.median_ns, p.output_channels AS filters,
                replace(p.key, ' oc' || p.output_channels || ' ', ' oc* ') AS family
              FROM latest_measurement m JOIN problem p ON p.id = m.problem_id
              WHERE p.kind = 'conv')
            SELECT a.family, a.machine_id, a.backend, a.threads, a.filters, max(b.filters) AS free_filters, a.median_ns
            FROM width a JOIN width b ON b.family = a.family AND b.machine_id = a.machine_id AND b.backend = a.backend
              AND b.threads = a.threads AND b.filters > a.filters AND b.median_ns <= 1.03 * a.median_ns
            GROUP BY a.family, a.machine_id, a.backend, a.threads, a.filters
            ORDER BY a.family, a.machine_id, a.backend, a.threads, a.filters
            """),
        ExampleQuery(
            "width-cliffs", "Where a few more filters cost over 3 % more time than they are worth.",
            """
            WITH width AS (
              SELECT m.machine_id, m.backend, m.threads, m.median_ns, p.output_channels AS filters,
                replace(p.key, ' oc' || p.output_channels || ' ', ' oc* ') AS family
              FROM latest_measurement m JOIN problem p ON p.id = m.problem_id
              WHERE p.kind = 'conv'),
            step AS (
              SELECT *, lag(filters) OVER w AS filters_before, lag(median_ns) OVER w AS before_ns
              FROM width WINDOW w AS (PARTITION BY family, machine_id, backend, threads ORDER BY filters))
            SELECT family, machine_id, backend, threads, filters_before, filters, before_ns, median_ns,
              1.0 * median_ns / before_ns - 1 AS rise_share
            FROM step
            WHERE 1.0 * median_ns / before_ns > 1.03 * filters / filters_before
            ORDER BY 1.0 * median_ns / before_ns * filters_before / filters DESC, family, filters
            """),
        ExampleQuery(
            "kernel-names", "Which kernels the libraries chose, how often, and how they do.",
            """
            SELECT problem.kind, m.backend, m.algorithm, m.kernel, count(*) AS problems, max(m.gflops) AS best_gflops,
              avg(m.peak_share) AS mean_peak_share
            FROM latest_setting m JOIN problem ON problem.id = m.problem_id
            GROUP BY problem.kind, m.backend, m.algorithm, m.kernel
            ORDER BY problem.kind, m.backend, m.algorithm, problems DESC, m.kernel
            """),
        ExampleQuery(
            "folded-batch-norms", "What folding its batch norm saves each convolution.",
            """
            WITH newest AS (
              SELECT f.*, row_number() OVER (
                PARTITION BY machine_id, problem_id, backend, algorithm, threads ORDER BY measured_at DESC, id DESC) AS age
              FROM folding_measurement f
              WHERE status IN ('ok', 'noisy') AND is_debug_build = 0)
            SELECT problem.key, f.machine_id, f.backend, f.algorithm, f.threads, f.separate_median_ns AS separate_ns,
              f.merged_median_ns AS merged_ns, 1 - 1.0 * f.merged_median_ns / f.separate_median_ns AS saved_share
            FROM newest f JOIN problem ON problem.id = f.problem_id
            WHERE f.age = 1
            ORDER BY saved_share DESC, problem.key
            """),
    ]
}
