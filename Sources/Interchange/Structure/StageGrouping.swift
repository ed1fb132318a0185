/// Gathers what works at one resolution into stages, where a network is built of blocks.
enum StageGrouping {
    static func grouped(_ items: [OutlineItem]) -> [OutlineItem] {
        var runs: [[OutlineItem]] = []
        for item in items {
            if let last = runs.last?.last, isSameSize(last, item), !isFollowedByJoin(last, item) {
                runs[runs.count - 1].append(item)
            } else {
                runs.append([item])
            }
        }
        guard runs.filter({ isStage($0) }).count > 1 else { return items }
        let count = runs.filter { isStage($0) }.count
        var number = 0
        return runs.flatMap { run -> [OutlineItem] in
            guard isStage(run) else { return run }
            number += 1
            // What stands before the first block and behind the last belongs to the way in and out.
            let stem = number == 1 ? Array(run.prefix { $0.isLine }) : []
            let head = number == count ? Array(run.reversed().prefix { $0.isLine }.reversed()) : []
            let body = Array(run[stem.count..<run.count - head.count])
            guard let first = body.first, let last = body.last else { return run }
            let stage = OutlineItem(kind: .stage("stage\(number)", body), entry: first.entry, exit: last.exit)
            return stem + [stage] + head
        }
    }

    /// Gathers what belongs to one stage of a network that has its own.
    static func named(_ items: [OutlineItem], _ names: [String]) -> [OutlineItem] {
        var result: [OutlineItem] = []
        var run: [OutlineItem] = []
        func close() {
            guard let first = run.first, let last = run.last, let stage = first.stage, names.indices.contains(stage)
            else {
                result += run
                run = []
                return
            }
            let name = String(names[stage].map { $0 == "." ? "_" : $0 })
            let kind = OutlineItem.Kind.stage(name, run)
            result.append(OutlineItem(kind: kind, entry: first.entry, exit: last.exit, stage: stage))
            run = []
        }
        for item in items {
            if run.last?.stage != item.stage || item.hasLabels { close() }
            if item.hasLabels || item.stage == nil {
                result.append(item)
            } else {
                run.append(item)
            }
        }
        close()
        return result
    }

    private static func isSameSize(_ a: OutlineItem, _ b: OutlineItem) -> Bool {
        a.exit.height == b.exit.height && a.exit.width == b.exit.width
    }

    private static func isFollowedByJoin(_ a: OutlineItem, _ b: OutlineItem) -> Bool { a.hasLabels || b.hasLabels }

    private static func isStage(_ run: [OutlineItem]) -> Bool {
        guard let last = run.last, !last.exit.isVector, !run.contains(where: \.hasLabels) else { return false }
        return run.contains { item in
            switch item.kind {
            case .call, .dense, .residual, .branches: true
            case .line, .group, .stage, .from, .join: false
            }
        }
    }
}
