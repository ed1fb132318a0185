/// Writes statements that follow one another unchanged once, with a count.
enum RepeatFolding {
    private static let longestPeriod = 16

    /// The statements with every repetition folded, those inside of braces first.
    static func folded(_ items: [OutlineItem]) -> [OutlineItem] {
        // Single statements first, so that a longer repetition is made of them.
        folded(folded(items.map(inner), periods: 1...1), periods: 2...longestPeriod)
    }

    private static func folded(_ items: [OutlineItem], periods: ClosedRange<Int>) -> [OutlineItem] {
        var result: [OutlineItem] = []
        var index = 0
        while index < items.count {
            guard let (period, count) = best(items, from: index, periods) else {
                result.append(items[index])
                index += 1
                continue
            }
            let end = index + period * count
            result.append(once(Array(items[index..<index + period]), count, until: items[end - 1]))
            index = end
        }
        return result
    }

    private static func inner(_ item: OutlineItem) -> OutlineItem {
        var item = item
        switch item.kind {
        case .branches(let join, let groups): item.kind = .branches(join, groups.map { folded($0) })
        case .residual(let mode, let body): item.kind = .residual(mode, folded(body))
        case .dense(let body): item.kind = .dense(folded(body))
        case .group(let body): item.kind = .group(folded(body))
        case .stage(let name, let body): item.kind = .stage(name, folded(body))
        case .line, .call, .from, .join: break
        }
        return item
    }

    private static func once(_ period: [OutlineItem], _ count: Int, until last: OutlineItem) -> OutlineItem {
        if period.count == 1, period[0].rounds == 1 {
            var item = period[0]
            item.rounds = count
            item.label = last.label
            item.exit = last.exit
            return item
        }
        return OutlineItem(
            kind: .group(period), rounds: count, entry: period[0].entry, exit: last.exit)
    }

    /// The period and count that save most from a place on.
    private static func best(
        _ items: [OutlineItem], from start: Int, _ periods: ClosedRange<Int>
    ) -> (period: Int, count: Int)? {
        var best: (period: Int, count: Int)?
        var saved = 0
        // A pool closes what stands before it.
        guard periods.upperBound == 1 || !items[start].isGlue else { return nil }
        for period in periods where start + 2 * period <= items.count {
            guard !items[start..<start + period].contains(where: \.hasLabels) else { break }
            var count = 1
            while start + (count + 1) * period <= items.count,
                isSame(items, start, start + count * period, period)
            {
                count += 1
                // A label ends the run: its statement is the last round.
                if items[start + count * period - 1].label != nil { break }
            }
            let weight = items[start..<start + period].reduce(0) { $0 + $1.weight }
            if (count - 1) * weight > saved {
                saved = (count - 1) * weight
                best = (period, count)
            }
        }
        return best
    }

    private static func isSame(_ items: [OutlineItem], _ first: Int, _ second: Int, _ period: Int) -> Bool {
        (0..<period).allSatisfy { offset in
            var item = items[second + offset]
            // Only a single statement can take a label along.
            if period == 1, items[first].rounds == 1 { item.label = nil }
            return item == items[first + offset]
        }
    }
}
