/// How the rows of one table find their counterparts in another database.
struct MergedTable {
    var name: String
    /// Columns that identify a row in every database; a reference among them is compared by what it refers to.
    var identity: [String]
    /// Columns that refer to another table's `id`.
    var references: [String: String] = [:]
    /// False for rows without an `id`, which no table refers to.
    var hasIdentifier = true

    /// All tables, each after those it refers to.
    static let all: [MergedTable] = [
        MergedTable(name: "machine", identity: ["fingerprint"]),
        MergedTable(
            name: "machine_peak", identity: ["machine_id", "precision", "threads"],
            references: ["machine_id": "machine"], hasIdentifier: false),
        MergedTable(
            name: "machine_bandwidth", identity: ["machine_id", "level", "threads"],
            references: ["machine_id": "machine"], hasIdentifier: false),
        MergedTable(name: "run", identity: ["uuid"], references: ["machine_id": "machine"]),
        MergedTable(name: "problem", identity: ["key"]),
        MergedTable(
            name: "measurement", identity: ["run_id", "number"],
            references: ["run_id": "run", "machine_id": "machine", "problem_id": "problem"]),
        MergedTable(
            name: "sample", identity: ["measurement_id", "number"], references: ["measurement_id": "measurement"],
            hasIdentifier: false),
        MergedTable(name: "network", identity: ["digest", "batch", "precision"]),
        MergedTable(
            name: "layer", identity: ["network_id", "position"],
            references: ["network_id": "network", "problem_id": "problem"]),
        MergedTable(
            name: "network_measurement", identity: ["run_id", "number"],
            references: ["run_id": "run", "machine_id": "machine", "network_id": "network"]),
        MergedTable(
            name: "network_sample", identity: ["network_measurement_id", "number"],
            references: ["network_measurement_id": "network_measurement"], hasIdentifier: false),
        MergedTable(
            name: "folding_measurement", identity: ["run_id", "number"],
            references: ["run_id": "run", "machine_id": "machine", "problem_id": "problem"]),
        MergedTable(
            name: "reorder_measurement", identity: ["run_id", "number"],
            references: ["run_id": "run", "machine_id": "machine"]),
        MergedTable(
            name: "prediction", identity: ["run_id", "number"],
            references: [
                "run_id": "run", "machine_id": "machine", "problem_id": "problem", "network_id": "network",
                "measurement_id": "measurement", "network_measurement_id": "network_measurement",
            ]),
        MergedTable(
            name: "latency_model", identity: ["run_id", "number"],
            references: ["run_id": "run", "machine_id": "machine"]),
        MergedTable(
            name: "latency_parameter",
            identity: ["latency_model_id", "kind", "backend", "algorithm", "precision", "threads", "name"],
            references: ["latency_model_id": "latency_model"], hasIdentifier: false),
        MergedTable(name: "search_run", identity: ["run_id", "number"], references: ["run_id": "run"]),
        MergedTable(
            name: "candidate", identity: ["search_run_id", "rank"],
            references: ["search_run_id": "search_run", "network_id": "network"]),
    ]
}
