extension ExampleQuery {
    /// Questions about the layers of networks.
    static let layerExamples: [ExampleQuery] = [
        ExampleQuery(
            "slowest-layers", "The twenty layers that take longest.",
            """
            SELECT network, layer, kind, machine_id, backend, algorithm, threads, median_ns, time_share
            FROM layer_time
            ORDER BY median_ns DESC, network, position
            LIMIT 20
            """),
        ExampleQuery(
            "fastest-algorithm", "The fastest algorithm of each layer.",
            """
            SELECT c.network, c.layer, f.machine_id, f.threads, f.backend, f.algorithm, f.kernel, f.median_ns, f.gflops
            FROM layer_cost c JOIN fastest_measurement f ON f.problem_id = c.problem_id
            WHERE f.cache_state = 'cold-weights'
            ORDER BY c.network, f.machine_id, f.threads, c.position
            """),
        ExampleQuery(
            "algorithm-gain", "What the fastest algorithm per layer saves each network over the library's own choice.",
            """
            SELECT c.network, a.machine_id, a.backend, a.threads, count(*) AS layers,
              sum(a.median_ns) AS auto_ns, sum(f.median_ns) AS best_ns,
              1 - 1.0 * sum(f.median_ns) / sum(a.median_ns) AS saved_share
            FROM layer_cost c
            JOIN latest_setting a ON a.problem_id = c.problem_id AND a.algorithm = 'auto' AND a.cache_state = 'cold-weights'
            JOIN fastest_measurement f ON f.problem_id = a.problem_id AND f.machine_id = a.machine_id
              AND f.threads = a.threads AND f.cache_state = a.cache_state
            GROUP BY c.network_id, a.machine_id, a.backend, a.threads
            ORDER BY saved_share DESC, c.network
            """),
        ExampleQuery(
            "time-by-kind", "The share of each kind of layer in a network's time.",
            """
            SELECT network, machine_id, backend, threads, kind, count(*) AS layers, sum(median_ns) AS total_ns,
              sum(time_share) AS time_share
            FROM layer_time
            GROUP BY network_id, machine_id, backend, threads, kind
            ORDER BY network, machine_id, backend, threads, time_share DESC, kind
            """),
        ExampleQuery(
            "macs-against-time", "Layers whose share of the time is furthest from their share of the MACs.",
            """
            SELECT network, layer, kind, machine_id, backend, threads, macs_share, time_share,
              time_share - macs_share AS difference_share
            FROM layer_time
            ORDER BY abs(time_share - macs_share) DESC, network, position
            LIMIT 20
            """),
        ExampleQuery(
            "below-half-peak", "Layers that reach less than half of the machine's measured peak.",
            """
            SELECT network, layer, kind, machine_id, backend, algorithm, threads, median_ns, gflops, peak_share
            FROM layer_time
            WHERE peak_share < 0.5 AND macs > 0
            ORDER BY median_ns DESC, network, position
            """),
        ExampleQuery(
            "roofline",
            "Each layer's rate beside what arithmetic and memory allow; maps that come from the caches let it pass the latter.",
            """
            SELECT t.network, t.layer, t.machine_id, t.backend, t.threads, t.intensity_flop_per_byte,
              min(r.peak_gflops, r.bandwidth_gbps * t.intensity_flop_per_byte) AS attainable_gflops, t.gflops,
              CASE WHEN t.intensity_flop_per_byte < r.ridge_flop_per_byte THEN 'memory' ELSE 'arithmetic' END AS bound
            FROM layer_time t
            JOIN machine_roofline r ON r.machine_id = t.machine_id AND r.threads = t.threads
              AND r.precision = t.precision AND r.level = 'memory'
            ORDER BY t.network, t.machine_id, t.backend, t.threads, t.position
            """),
        ExampleQuery(
            "additivity", "Whole networks end to end against the sum of their layers.",
            """
            SELECT network.name AS network, m.machine_id, m.backend, m.algorithm, m.threads, m.cache_state,
              m.median_ns AS whole_ns, m.sum_of_layers_ns, 1.0 * m.sum_of_layers_ns / m.median_ns - 1 AS difference_share,
              m.reorders
            FROM network_measurement m JOIN network ON network.id = m.network_id
            WHERE m.status IN ('ok', 'noisy') AND m.sum_of_layers_ns IS NOT NULL
            ORDER BY network.name, m.machine_id, m.threads, m.measured_at DESC
            """),
    ]
}
