import NetworkIR

// One group: prepare and verify until memory or count is used up, then round after round until all are done.
extension BenchmarkSession {
    func runGroup(
        from queue: inout ArraySlice<KernelSetting>, _ outcome: inout BenchmarkOutcome,
        _ progress: inout BenchmarkProgress, _ onEvent: (BenchmarkEvent) -> Void
    ) throws {
        var group = try prepareGroup(from: &queue, &outcome, &progress, onEvent)
        while !group.isEmpty {
            try runRound(&group, &outcome, &progress, onEvent)
            if cancellation.isCancelled { return }
            onEvent(progress.event(underWay: group.map { $0.progress(rules) }, now: environment.now()))
        }
    }

    private func prepareGroup(
        from queue: inout ArraySlice<KernelSetting>, _ outcome: inout BenchmarkOutcome,
        _ progress: inout BenchmarkProgress, _ onEvent: (BenchmarkEvent) -> Void
    ) throws -> [TimedSetting] {
        var group: [TimedSetting] = []
        var bytes = 0
        while let setting = queue.first, group.count < limits.settings, bytes < limits.bytes {
            if cancellation.isCancelled { return [] }
            onEvent(.preparing(setting))
            do {
                let timed = try prepare(setting, sharing: group)
                if timed.kernel !== group.last?.kernel { bytes += timed.kernel.workingSetBytes }
                group.append(timed)
            } catch KernelRefusal.outOfMemory where !group.isEmpty {
                // There may be room once this group is done.
                break
            } catch let refusal as KernelRefusal {
                try keep(untimed(setting, refusal), &outcome, &progress, onEvent)
            }
            queue.removeFirst()
        }
        return group
    }

    private func prepare(_ setting: KernelSetting, sharing group: [TimedSetting]) throws -> TimedSetting {
        let twin = group.last { $0.setting.isSameKernel(as: setting) }
        let kernel = try twin?.kernel ?? executor.prepare(setting)
        var isVerified = twin?.isVerified ?? false
        if twin == nil {
            switch kernel.verify() {
            case .passed: isVerified = true
            case .failed(let reason): throw KernelRefusal.failed(reason: "verification: \(reason)")
            case .skipped: break
            }
        }
        let timed = TimedSetting(
            setting: setting, kernel: kernel, isVerified: isVerified, clockBefore: environment.clockRate())
        do {
            try timed.warmUp(rules)
        } catch {
            throw KernelRefusal.failed(reason: "\(error)")
        }
        return timed
    }

    private func runRound(
        _ group: inout [TimedSetting], _ outcome: inout BenchmarkOutcome, _ progress: inout BenchmarkProgress,
        _ onEvent: (BenchmarkEvent) -> Void
    ) throws {
        let (begin, busyBefore) = (environment.now(), environment.neighbourSeconds())
        var failed: [Int: KernelRefusal] = [:]
        for index in group.indices {
            if cancellation.isCancelled { return }
            do {
                try group[index].sample(rules, in: environment)
            } catch {
                failed[index] = .failed(reason: "\(error)")
            }
        }
        let load = neighbourLoad(since: begin, busyBefore: busyBefore)
        warn(load: load, &progress, onEvent)
        let clockAfter = environment.clockRate()
        var remaining: [TimedSetting] = []
        for index in group.indices {
            group[index].note(neighbourLoad: load)
            if let refusal = failed[index] {
                try keep(untimed(group[index].setting, refusal), &outcome, &progress, onEvent)
            } else if group[index].isDone(rules) {
                let measurement = group[index].measurement(
                    rules, on: machine, clockAfter: clockAfter, at: environment.date(), isDebugBuild: isDebugBuild)
                try keep(measurement, &outcome, &progress, onEvent)
            } else {
                remaining.append(group[index])
            }
        }
        group = remaining
    }

    private func warn(load: Double?, _ progress: inout BenchmarkProgress, _ onEvent: (BenchmarkEvent) -> Void) {
        let others = archive.otherBenchmarks()
        if !others.isEmpty, let event = progress.event(.otherBenchmarks(processes: others)) { onEvent(event) }
        if let load, load >= 0.5, let event = progress.event(.busyMachine(neighbourLoad: load)) { onEvent(event) }
    }

    /// Processors that others kept busy since `begin`; nil where the system does not tell.
    private func neighbourLoad(since begin: Int, busyBefore: Double?) -> Double? {
        let elapsed = Double(environment.now() - begin) / 1e9
        // The system counts in steps of 10 ms: a shorter moment says nothing.
        guard elapsed >= 0.05, let busyBefore, let busyAfter = environment.neighbourSeconds() else { return nil }
        return max(0, (busyAfter - busyBefore) / elapsed)
    }

    private func keep(
        _ measurement: KernelMeasurement, _ outcome: inout BenchmarkOutcome, _ progress: inout BenchmarkProgress,
        _ onEvent: (BenchmarkEvent) -> Void
    ) throws {
        try archive.save(measurement)
        outcome.keep(measurement, isNew: true)
        progress.finishOne()
        onEvent(.finished(measurement))
    }

    private func untimed(_ setting: KernelSetting, _ refusal: KernelRefusal) -> KernelMeasurement {
        let status: MeasurementStatus = if case .unsupported = refusal { .unsupported } else { .failed }
        return KernelMeasurement(
            setting: setting, kernel: "", measuredAt: environment.date(), status: status, reason: refusal.reason,
            isVerified: false, summary: nil, flops: setting.problem.requiredFLOPs ?? 0,
            conditions: MeasurementConditions(isDebugBuild: isDebugBuild))
    }
}

extension KernelSetting {
    /// True where both need the same prepared kernel, whatever the caches hold.
    func isSameKernel(as other: KernelSetting) -> Bool {
        var twin = other
        twin.cacheState = cacheState
        return self == twin
    }
}
