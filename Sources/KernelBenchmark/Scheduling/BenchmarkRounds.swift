import NetworkIR

// The settings under way: they enter as memory and number allow, take part in every round, and leave when done.
extension BenchmarkSession {
    func measure(
        _ wanted: [KernelSetting], _ outcome: inout BenchmarkOutcome, _ onEvent: (BenchmarkEvent) -> Void
    ) throws {
        var progress = BenchmarkProgress(settings: wanted.count, start: environment.now())
        var queue = wanted[...]
        var underWay: [TimedSetting] = []
        while !(queue.isEmpty && underWay.isEmpty), !cancellation.isCancelled {
            try admit(from: &queue, to: &underWay, &outcome, &progress, onEvent)
            try runRound(&underWay, &outcome, &progress, onEvent)
            if cancellation.isCancelled { return try keepKnown(underWay, &outcome, &progress, onEvent) }
            onEvent(progress.event(underWay: underWay.map { $0.sampling.progress(rules) }, now: environment.now()))
        }
    }

    private func admit(
        from queue: inout ArraySlice<KernelSetting>, to underWay: inout [TimedSetting],
        _ outcome: inout BenchmarkOutcome,
        _ progress: inout BenchmarkProgress, _ onEvent: (BenchmarkEvent) -> Void
    ) throws {
        while let setting = queue.first, hasRoom(for: setting, beside: underWay), !cancellation.isCancelled {
            onEvent(.preparing(setting))
            do {
                underWay.append(try prepare(setting, sharing: underWay))
            } catch KernelRefusal.outOfMemory where !underWay.isEmpty {
                // There may be room once others have left.
                return
            } catch let refusal as KernelRefusal {
                // What was broken off says nothing about the kernel.
                if cancellation.isCancelled { return }
                try keep(untimed(setting, refusal), &outcome, &progress, onEvent)
            }
            queue.removeFirst()
        }
    }

    private func hasRoom(for setting: KernelSetting, beside underWay: [TimedSetting]) -> Bool {
        // What shares a kernel that is there already needs no room.
        if underWay.last?.setting.isSameKernel(as: setting) == true { return true }
        let kernels = Dictionary(underWay.map { (ObjectIdentifier($0.kernel), $0.kernel.workingSetBytes) }) { $1 }
        return underWay.count < limits.settings && kernels.values.reduce(0, +) < limits.bytes
    }

    private func prepare(_ setting: KernelSetting, sharing underWay: [TimedSetting]) throws -> TimedSetting {
        let twin = underWay.last { $0.setting.isSameKernel(as: setting) }
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
            if !cancellation.isCancelled { try timed.sampling.warmUp(rules) }
        } catch {
            throw KernelRefusal.failed(reason: "\(error)")
        }
        return timed
    }

    private func runRound(
        _ group: inout [TimedSetting], _ outcome: inout BenchmarkOutcome, _ progress: inout BenchmarkProgress,
        _ onEvent: (BenchmarkEvent) -> Void
    ) throws {
        let meter = LoadMeter(environment)
        var failed: [Int: KernelRefusal] = [:]
        for index in group.indices {
            if cancellation.isCancelled { return }
            do {
                try group[index].sampling.sample(rules, in: environment)
            } catch {
                failed[index] = .failed(reason: "\(error)")
            }
        }
        let load = meter.read()
        warn(load: load, &progress, onEvent)
        let clockAfter = environment.clockRate()
        var remaining: [TimedSetting] = []
        for index in group.indices {
            group[index].sampling.note(neighbourLoad: load)
            if let refusal = failed[index] {
                try keep(untimed(group[index].setting, refusal), &outcome, &progress, onEvent)
            } else if group[index].sampling.isDone(rules) {
                let measurement = group[index].measurement(
                    rules, on: machine, clockAfter: clockAfter, at: environment.date(), isDebugBuild: isDebugBuild)
                try keep(measurement, &outcome, &progress, onEvent)
            } else {
                remaining.append(group[index])
            }
        }
        group = remaining
    }

    /// Keeps, of what an interruption finds under way, the settings whose interval is narrow enough already: a bench of many
    /// kernels has them all under way for minutes, and they would all be lost.
    private func keepKnown(
        _ underWay: [TimedSetting], _ outcome: inout BenchmarkOutcome, _ progress: inout BenchmarkProgress,
        _ onEvent: (BenchmarkEvent) -> Void
    ) throws {
        let clockAfter = environment.clockRate()
        for timed in underWay where timed.sampling.isKnown(rules) {
            let measurement = timed.measurement(
                rules, on: machine, clockAfter: clockAfter, at: environment.date(), isDebugBuild: isDebugBuild)
            guard measurement.status == .ok else { continue }
            try keep(measurement, &outcome, &progress, onEvent)
        }
    }

    private func warn(load: Double?, _ progress: inout BenchmarkProgress, _ onEvent: (BenchmarkEvent) -> Void) {
        let others = archive.otherBenchmarks()
        if !others.isEmpty, let event = progress.event(.otherBenchmarks(processes: others)) { onEvent(event) }
        if let load, load >= 0.5, let event = progress.event(.busyMachine(neighbourLoad: load)) { onEvent(event) }
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
