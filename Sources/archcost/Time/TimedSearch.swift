import ArchSearch
import LatencyModel
import Reporting
import SpaceExploration

/// A search with budgets or axes of time.
struct TimedSearch {
    let times: SearchTimes
    let request: SearchRequest
    /// Reads the space with the times of a request.
    let read: (SearchRequest) throws -> SpaceSearch

    /// Steps of the bisection for the least caution.
    private static let steps = 6
    /// How many candidates are looked at for each that is wanted, where some may fail by their intervals.
    private static let depth = 20

    /// The answer, with the times that 'estimate --time' tells of each candidate.
    ///
    /// - Throws: where no point is found for want of times.
    func run() throws -> (search: SpaceSearch, outcome: SearchOutcome) {
        let (search, outcome) = try answer()
        if let unknown = times.unknownTimes, outcome.candidates.isEmpty, outcome.proof != .cancelled,
            outcome.infeasibility?.wantsTimes ?? isFront
        {
            throw CommandFailure(unknown)
        }
        return (search, outcome)
    }

    private var isFront: Bool { if case .front = request.goal { true } else { false } }

    private func answer() throws -> (search: SpaceSearch, outcome: SearchOutcome) {
        guard times.isCautious else {
            let search = try self.search(caution: 0)
            return (search, try timed(search.run(), notes: []))
        }
        guard case .best(let count) = request.goal else {
            // Of a front, and of all points, every one counts: the safe sum of upper ends.
            let search = try self.search(caution: 1)
            return (search, try timed(search.run(), notes: [Self.linearNote] + wholeNote))
        }
        return try cautious(count)
    }

    /// The search by sums of times between the most probable and the upper ends.
    func search(caution: Double, top: Int? = nil) throws -> SpaceSearch {
        var request = request
        request.times = times.layers(caution: caution)
        if let top { request.goal = .best(top) }
        return try read(request)
    }

    private static let linearNote =
        "Upper ends are summed kernel by kernel, which is more than the upper end of the sum."

    private var wholeNote: [String] {
        let whole = times.whole
        guard whole.count > 0 else {
            return ["No network was run whole on this machine: times are those of kernels, one by one."]
        }
        return [
            "Times are of whole networks, which took \(Digits.three(whole.ratio)) times the sum of their kernels in the median of "
                + "\(whole.count) ('bench --whole')."
        ]
    }

    /// The best points whose interval's upper end meets the budgets.
    ///
    /// A search by the most probable times cannot leave a good point out, and one by the sum of upper ends takes none
    /// that is not; between them the least caution is looked for whose best points all hold.
    private func cautious(_ count: Int) throws -> (search: SpaceSearch, outcome: SearchOutcome) {
        let open = try search(caution: 0)
        let ceiling = try timed(open.run(), notes: wholeNote)
        let limits = try limits
        func holds(_ candidate: Candidate) -> Bool {
            guard let high = candidate.timeRange?.upperBound else { return false }
            return limits.allSatisfy { high <= $0 }
        }
        if ceiling.proof == .cancelled || ceiling.candidates.allSatisfy(holds) { return (open, ceiling) }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<Self.steps {
            let middle = (low + high) / 2
            let found = try timed(try search(caution: middle).run(), notes: [])
            if found.proof == .cancelled { break }
            if !found.candidates.isEmpty, found.candidates.allSatisfy(holds) { high = middle } else { low = middle }
        }
        let safe = try search(caution: high)
        var answer = try timed(safe.run(), notes: wholeNote)
        let wider = try timed(try search(caution: low, top: count * Self.depth).run(), notes: [])
        let held = wider.candidates.filter(holds).prefix(count)
        if held.count == count || held.count > answer.candidates.count {
            (answer.candidates, answer.infeasibility) = (Array(held), nil)
        }
        if let best = ceiling.candidates.first?.score, let found = answer.candidates.first?.score,
            answer.proof == .exact, best > found
        {
            answer.proof = .within(best - found)
            answer.isUnprovedForIntervals = true
        }
        return (safe, answer)
    }

    /// The upper bounds of the budgets of time, in nanoseconds.
    var limits: [Int64] {
        get throws { try request.budgets.filter { $0.metric == .time }.compactMap { try $0.range(reference: 0).high } }
    }

    /// Every candidate with its own time; says where the sum that was searched by is another.
    private func timed(_ outcome: SearchOutcome, notes: [String]) throws -> SearchOutcome {
        var outcome = outcome
        outcome.timeNotes = notes + (times.staleness.map { [$0] } ?? [])
        outcome.first = try times.timed(outcome.first).candidate
        // A front without a budget of time has room for points that take no known time.
        outcome.candidates.removeAll { $0.time.map(SearchTimes.isUnknown) ?? false }
        if let unknown = times.unknownTimes {
            outcome.timeNotes.append("Left out are points with kernels whose time is not known: \(unknown).")
        }
        var isBorrowed = outcome.first.timeSource == TimeSource.borrowed.rawValue
        var others = 0
        for index in outcome.candidates.indices {
            let searched = outcome.candidates[index].time
            let (candidate, kernels) = try times.timed(outcome.candidates[index])
            if let searched, !times.isCautious, abs(Double(searched) - kernels.nanoseconds) > 1e-3 * kernels.nanoseconds
            {
                others += 1
            }
            outcome.candidates[index] = candidate
            isBorrowed = isBorrowed || kernels.source == .borrowed
        }
        if isBorrowed { outcome.timeNotes.append(TimeKnowledge.borrowedNote) }
        if others > 0 {
            outcome.timeNotes.append(
                "The search took every batch norm, activation and addition for a part of the kernel before it; in \(others) of these "
                    + "candidates some run by themselves, and their times, which include them, are others than those searched by."
            )
        }
        return outcome
    }
}

extension InfeasibilityExplanation {
    /// True where a budget is missed by a time that is not known.
    fileprivate var wantsTimes: Bool {
        (alone + together).contains { $0.budget.metric == .time && SearchTimes.isUnknown($0.nearest) }
    }
}
