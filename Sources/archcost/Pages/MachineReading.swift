import CostAnalysis
import HTMLReport
import KernelBenchmark
import NetworkIR
import Persistence
import Reporting

/// Reads what a machine's page shows from the result database.
struct MachineReading {
    let store: ResultStore
    let machine: KernelBenchmark.Machine
    /// The machine's key in the store's tables.
    let identifier: Int
    let threads: Int

    /// - Parameter fingerprint: nil for the machine that most was measured on.
    init(_ store: ResultStore, machine fingerprint: String?, threads: Int) throws {
        self.store = store
        self.threads = threads
        let known = try store.rows("SELECT id, fingerprint, cpu FROM machine ORDER BY id")
        let chosen = try fingerprint ?? store.busiestMachine()?.fingerprint ?? known.first?.text(1)
        guard let chosen else {
            throw CommandFailure("'\(store.path)' knows no machine; 'archcost bench' measures on this one")
        }
        guard
            let row = known.first(where: { $0.text(1) == chosen }), let identifier = row.integer(0),
            let machine = try store.machine(fingerprint: chosen)
        else {
            let names = known.map { "\($0.text(1)) (\($0.text(2)))" }.joined(separator: ", ")
            throw CommandFailure("there is no machine '\(chosen)' in '\(store.path)'; it knows \(names)")
        }
        self.identifier = identifier
        self.machine = machine
    }

    func page() throws -> Page {
        try requireTimings()
        let settings = try settings()
        return MachinePage(
            title: "Measured on \(machine.cpu)",
            subtitle:
                "\(machine.fingerprint), \(machine.operatingSystem), \(FormattedNumber.counted(threads, "thread")), weights cold",
            facts: try facts(), ceilings: Ceilings(machine, .f32, threads: threads), kernels: kernels(of: settings),
            stairs: stairs(of: settings), choices: try choices(), predictions: try predictions(), drift: try drift()
        )
        .page
    }

    /// - Throws: where nothing was timed on so many threads, with the numbers that something was timed on.
    private func requireTimings() throws {
        let timed = try store.rows(
            "SELECT DISTINCT threads FROM measurement WHERE machine_id = \(identifier) ORDER BY threads"
        ).compactMap { $0.integer(0) }
        guard !timed.isEmpty, !timed.contains(threads) else { return }
        let names = timed.map(String.init).joined(separator: ", ")
        throw CommandFailure(
            "nothing was timed on \(FormattedNumber.counted(threads, "thread")) of '\(machine.fingerprint)' in '\(store.path)'; '--threads' can be \(names)"
        )
    }

    private func facts() throws -> [(name: String, value: String)] {
        let counts = try store.rows(
            """
            SELECT count(DISTINCT run_id), count(*), count(DISTINCT problem_id)
            FROM measurement WHERE machine_id = \(identifier) AND threads = \(threads)
            """)
        let peak = machine.peak(.f32, threads: threads)
        let bandwidth = machine.bandwidths.first { $0.level == "memory" && $0.threads == threads }?.gigabytesPerSecond
        return [
            ("Processors", "\(machine.cores)"),
            ("Memory", FormattedNumber.bytes(machine.memoryBytes).text),
            ("Peak (f32)", peak.map { FormattedNumber.rate($0 * 1e9, unit: "FLOP/s").text } ?? "not measured"),
            ("From memory", bandwidth.map { FormattedNumber.rate($0 * 1e9, unit: "B/s").text } ?? "not measured"),
            ("Runs", "\(counts.first?.integer(0) ?? 0)"),
            ("Measurements", FormattedNumber.count(counts.first?.integer(1) ?? 0, unit: "", .exact).text),
            ("Distinct kernels", "\(counts.first?.integer(2) ?? 0)"),
        ]
    }

    /// A problem under one algorithm, at its newest.
    private struct Setting {
        var problem: Problem
        var backend: String
        var algorithm: String
        var median: Int
    }

    private func settings() throws -> [Setting] {
        let rows = try store.rows(
            """
            SELECT key, backend, algorithm, median_ns FROM latest_setting JOIN problem ON problem.id = problem_id
            WHERE machine_id = \(identifier) AND threads = \(threads) AND cache_state = 'cold-weights' AND median_ns > 0
            ORDER BY key, backend, algorithm
            """)
        // Keys come sorted: each is read once.
        var last: (key: String, problem: Problem?) = ("", nil)
        return rows.compactMap { row in
            let key = row.text(0)
            if key != last.key { last = (key, Problem(key: key)) }
            guard let problem = last.problem, let median = row.integer(3) else { return nil }
            return Setting(problem: problem, backend: row.text(1), algorithm: row.text(2), median: median)
        }
    }

    /// Kernels in f32, whose roof is drawn, with the operations that the problem asks for.
    private func kernels(of settings: [Setting]) -> [MachinePage.Kernel] {
        settings.compactMap { setting in
            let problem = setting.problem
            guard
                problem.precision == .f32, let flops = problem.requiredFLOPs, flops > 0,
                let output = try? problem.operation.output(of: problem.inputs),
                let cost = try? problem.operation.cost(
                    inputs: problem.inputs, output: output,
                    under: CostConditions(batch: problem.batch, precision: problem.precision)),
                cost.traffic.count > 0
            else { return nil }
            return MachinePage.Kernel(
                problem: problem.key, backend: setting.backend, algorithm: setting.algorithm,
                nanoseconds: Double(setting.median), intensity: Double(flops) / Double(cost.traffic.count),
                rate: Double(flops) / Double(setting.median))
        }
    }

    /// Settings that differ in one field only, where there are five values of it or more; the longest first.
    private func stairs(of settings: [Setting]) -> [MachinePage.Stairs] {
        var walks: [String: (field: String, points: [Staircase.Point])] = [:]
        for setting in settings {
            for (field, value, rest) in setting.problem.walkedFields {
                let name = "\(field) of \(rest), \(setting.backend)/\(setting.algorithm)"
                walks[name, default: (field, [])].points.append(
                    Staircase.Point(value: value, median: setting.median))
            }
        }
        return walks.compactMap { name, walk in
            let stairs = Staircase(walk.points)
            guard stairs.points.count >= 5 else { return nil }
            return MachinePage.Stairs(
                name: name, field: walk.field, points: stairs.points.map { ($0.value, $0.median) },
                free: Set(stairs.freeValues.map(\.value)))
        }.sorted { ($0.points.count, $1.name) > ($1.points.count, $0.name) }
    }

    /// Networks by name; of each distinct kernel the first layer that runs it.
    private func choices() throws -> [MachinePage.Choice] {
        try store.rows(
            """
            WITH kernel AS (
              SELECT network.id AS network_id, network.name AS network, problem_id, min(position) AS position,
                count(*) AS layers
              FROM layer JOIN network ON network.id = network_id WHERE problem_id IS NOT NULL GROUP BY network.id, problem_id)
            SELECT network, layer.name, layers, backend || '/' || algorithm, median_ns
            FROM kernel JOIN layer ON layer.network_id = kernel.network_id AND layer.position = kernel.position
            JOIN latest_setting s ON s.problem_id = kernel.problem_id
            WHERE machine_id = \(identifier) AND threads = \(threads) AND cache_state = 'cold-weights' AND median_ns > 0
            ORDER BY network, kernel.network_id, kernel.position, backend, algorithm LIMIT 50000
            """
        ).compactMap { row in
            guard let count = row.integer(2), let median = row.number(4) else { return nil }
            return MachinePage.Choice(
                network: row.text(0), layer: row.text(1), count: count, algorithm: row.text(3), nanoseconds: median)
        }
    }

    private func predictions() throws -> [MachinePage.Prediction] {
        let told = try store.rows(
            """
            SELECT subject, source, predicted_ns, measured_ns FROM prediction_error
            WHERE machine_id = \(identifier) AND threads = \(threads) AND predicted_ns > 0 ORDER BY predicted_at, prediction_id
            """)
        let sums = try store.additivity().filter {
            $0.machine == machine.fingerprint && $0.threads == threads && $0.sum > 0
        }
        return told.compactMap { row in
            guard let predicted = row.number(2), let measured = row.number(3) else { return nil }
            return MachinePage.Prediction(
                subject: row.text(0), source: row.text(1), predicted: predicted, measured: measured)
        }
            + sums.map {
                MachinePage.Prediction(
                    subject: "\($0.network), \($0.algorithm)", source: "sum of kernels", predicted: Double($0.sum),
                    measured: Double($0.whole))
            }
    }

    /// The last hundred runs that timed kernels again.
    private func drift() throws -> [MachinePage.Drift] {
        let rows = try store.rows(
            """
            SELECT run_id, started_at, ratio FROM (
              SELECT run_id, measurement.id AS id, 1.0 * median_ns / first_value(median_ns) OVER kernel AS ratio,
                first_value(run_id) OVER kernel AS first_run
              FROM measurement
              WHERE measurement.machine_id = \(identifier) AND status IN ('ok', 'noisy') AND is_debug_build = 0
                AND threads = \(threads) AND median_ns > 0
              WINDOW kernel AS (
                PARTITION BY problem_id, backend, algorithm, threads, cache_state ORDER BY measured_at, id))
            JOIN run ON run.id = run_id
            WHERE run_id <> first_run ORDER BY started_at, run_id
            """)
        var runs: [(id: Int, drift: MachinePage.Drift)] = []
        for row in rows {
            guard let run = row.integer(0), let ratio = row.number(2) else { continue }
            if runs.last?.id != run { runs.append((run, MachinePage.Drift(startedAt: row.text(1), ratios: []))) }
            runs[runs.count - 1].drift.ratios.append(ratio)
        }
        return runs.suffix(100).map(\.drift)
    }
}

extension Problem {
    /// The fields that a sweep walks and that other measured problems may share: the field, its value here, and the problem's
    /// key with that field left open.
    fileprivate var walkedFields: [(field: String, value: Int, rest: String)] {
        guard inputs.count == 1, case .convolution(let convolution) = operation else { return [] }
        let map = inputs[0]
        let fields = key.split(separator: " ")
        func rest(without open: [String]) -> String {
            fields.map { field in
                let prefix = String(field.prefix { $0.isLetter })
                return open.contains(prefix) ? prefix + "*" : String(field)
            }.joined(separator: " ")
        }
        if convolution.groups > 1, convolution.groups == map.channels {
            return [("channels", map.channels, rest(without: ["ic", "oc", "g"]))]
        }
        var walked: [(field: String, value: Int, rest: String)] = [
            ("filters", convolution.filters, rest(without: ["oc"])), ("channels", map.channels, rest(without: ["ic"])),
        ]
        if map.height == map.width { walked.append(("map", map.height, rest(without: ["ih", "iw"]))) }
        return walked
    }
}
