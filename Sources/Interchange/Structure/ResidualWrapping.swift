/// Says inverted residuals as their papers do: where a residual's body stands elsewhere without its shortcut because the
/// shapes differ there, both are `residual identity`.
enum ResidualWrapping {
    static func wrapped(_ items: [OutlineItem]) -> [OutlineItem] {
        var bodies: Set<[OutlineItem]> = []
        var projected: Set<[OutlineItem]> = []
        for item in items {
            guard case .residual(let mode, let body) = item.kind, !item.hasLabels else { continue }
            let skeleton = body.map(\.skeleton)
            if mode == .projection, item.entry == item.exit {
                bodies.insert(skeleton)
            } else {
                projected.insert(skeleton)
            }
        }
        bodies.subtract(projected)
        let lengths = Set(bodies.map(\.count)).sorted(by: >)
        guard !lengths.isEmpty else { return items }
        var found: Set<[OutlineItem]> = []
        var result: [OutlineItem] = []
        let skeletons = items.map { $0.hasLabels ? $0 : $0.skeleton }
        var index = 0
        scan: while index < items.count {
            for length in lengths where length <= items.count - index {
                let body = Array(skeletons[index..<index + length])
                let (entry, exit) = (items[index].entry, items[index + length - 1].exit)
                guard entry != exit, bodies.contains(body) else { continue }
                found.insert(body)
                let kind = OutlineItem.Kind.residual(.identity, Array(items[index..<index + length]))
                let stage = items[index + length - 1].stage
                result.append(OutlineItem(kind: kind, entry: entry, exit: exit, stage: stage))
                index += length
                continue scan
            }
            result.append(items[index])
            index += 1
        }
        guard !found.isEmpty else { return items }
        return result.map { item in
            guard case .residual(.projection, let body) = item.kind, found.contains(body.map(\.skeleton)) else {
                return item
            }
            var copy = item
            copy.kind = .residual(.identity, body)
            return copy
        }
    }
}
