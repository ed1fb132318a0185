import GRDB
import KernelBenchmark
import NetworkIR

/// What was timed, without what nobody predicts from: one row of `latest_setting`.
public struct TimedKernelSetting: Hashable, Sendable {
    public var problem: Problem
    public var backend: String
    public var algorithm: String
    public var threads: Int
    public var median: Int
    public var intervalLow: Int
    public var intervalHigh: Int
    public var isVerified: Bool
    /// True for a measurement that was too short for the clock; its interval then reaches from nothing to twice its median, and
    /// at least to `Doubt.shortestCredible`.
    public var isTooShort = false

    /// - Parameter row: key, backend, algorithm, median, the interval's ends, verified.
    init(_ row: Row, problem: Problem, threads: Int) {
        self.problem = problem
        backend = row[1]
        algorithm = row[2]
        self.threads = threads
        median = row[3]
        intervalLow = row[4] ?? median
        intervalHigh = row[5] ?? median
        isVerified = row[6]
    }

    /// The same with the interval of a time that the clock cannot tell.
    fileprivate var asTooShort: TimedKernelSetting {
        var setting = self
        setting.isTooShort = true
        (setting.intervalLow, setting.intervalHigh) = (0, max(2 * median, Doubt.shortestCredible))
        return setting
    }
}

extension ResultStore {
    /// The newest usable times of some problems on a machine, one a setting; release builds only.
    ///
    /// Where none is usable, one that is too short for the clock counts: the kernel takes less than a microsecond for sure.
    public func timedSettings(
        of problems: some Sequence<Problem>, on machine: MachineID, threads: Int, cacheState: CacheState
    ) throws(StoreError) -> [Problem: [TimedKernelSetting]] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT problem.key, backend, algorithm, median_ns, ci_low_ns, ci_high_ns, verified, status = 'mistrusted'
                    FROM problem JOIN measurement ON problem_id = problem.id
                    WHERE problem.key = ? AND machine_id = ? AND threads = ? AND cache_state = ?
                      AND (status IN ('ok', 'noisy') OR status = 'mistrusted' AND median_ns < \(Doubt.shortestCredible))
                      AND is_debug_build = 0 AND median_ns > 0
                    ORDER BY status = 'mistrusted', measured_at DESC, measurement.id DESC
                    """)
            var found: [Problem: [TimedKernelSetting]] = [:]
            for problem in problems where found[problem] == nil {
                var settings: [TimedKernelSetting] = []
                let rows = try Row.fetchCursor(
                    statement, arguments: [problem.key, machine.id, threads, cacheState.rawValue])
                while let row = try rows.next() {
                    let setting = TimedKernelSetting(row, problem: problem, threads: threads)
                    let isOlder = settings.contains {
                        $0.backend == setting.backend && $0.algorithm == setting.algorithm
                    }
                    if !isOlder { settings.append(row[7] ? setting.asTooShort : setting) }
                }
                found[problem] = settings
            }
            return found
        }
    }

    /// The newest usable times of kernels on a machine, one a setting, the latest measured first; release builds only.
    ///
    /// - Parameters:
    ///   - words: operations by their words, such as `conv`; all where nil.
    ///   - limit: the most rows that are looked at.
    public func timedSettings(
        on machine: MachineID, threads: Int, cacheState: CacheState, words: Set<String>? = nil, limit: Int = 20_000
    ) throws(StoreError) -> [TimedKernelSetting] {
        try reading { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT problem.key, backend, algorithm, median_ns, ci_low_ns, ci_high_ns, verified
                    FROM measurement JOIN problem ON problem.id = problem_id
                    WHERE machine_id = ? AND threads = ? AND cache_state = ? AND status IN ('ok', 'noisy')
                      AND is_debug_build = 0 AND median_ns > 0
                    ORDER BY measured_at DESC, measurement.id DESC LIMIT ?
                    """, arguments: [machine.id, threads, cacheState.rawValue, limit])
            var settings: [TimedKernelSetting] = []
            var seen: Set<[String]> = []
            while let row = try rows.next() {
                let key: String = row[0]
                if let words, let word = key.split(separator: " ").first, !words.contains(String(word)) { continue }
                let identity = [key, row[1] as String, row[2] as String]
                guard seen.insert(identity).inserted, let problem = Problem(key: key) else { continue }
                settings.append(TimedKernelSetting(row, problem: problem, threads: threads))
            }
            return settings
        }
    }

    /// The algorithms of each backend that anything was measured with.
    public func measuredAlgorithms() throws(StoreError) -> [String: Set<String>] {
        try reading { db in
            var names: [String: Set<String>] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT DISTINCT backend, algorithm FROM measurement")
            while let row = try rows.next() { names[row[0], default: []].insert(row[1]) }
            return names
        }
    }

    /// The machine that most was measured on, with its key; nil where nothing was.
    public func busiestMachine() throws(StoreError) -> Machine? {
        let fingerprint = try reading { db in
            try String.fetchOne(
                db,
                sql: """
                    SELECT fingerprint FROM machine JOIN measurement ON machine_id = machine.id
                    WHERE status IN ('ok', 'noisy') AND is_debug_build = 0
                    GROUP BY machine.id ORDER BY count(*) DESC, machine.id LIMIT 1
                    """)
        }
        guard let fingerprint else { return nil }
        return try machine(fingerprint: fingerprint)
    }
}
