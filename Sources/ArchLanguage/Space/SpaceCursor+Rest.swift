import NetworkIR

/// What the rest of a network reads, as far as it is known.
extension SpaceCursor {
    /// The names that the rest reads.
    var liveSlots: Set<Int> {
        machine.frames.reduce(into: []) { $0.formUnion(slotsRead(in: $1)) }
    }

    /// The names that are read in these braces until they close: in this round, in the branches behind this one, and in a
    /// further round.
    func slotsRead(in frame: Machine.Frame) -> [Int] {
        let here = liveness.rest(of: frame.body, from: frame.index).slots
        var others: [ResolvedBody] = frame.rounds > 1 ? [frame.body] : []
        if case .branches(_, let bodies, let next) = frame.kind {
            others = frame.rounds > 1 ? bodies : Array(bodies[next...])
        }
        guard !others.isEmpty else { return here }
        return others.reduce(into: Set(here)) { $0.formUnion(liveness.rest(of: $1, from: 0).slots) }.sorted()
    }

    /// What the rest does with labels, as each frame with labels of its own sees it, by the frame's number; with the
    /// current map, as the innermost of them sees it. Empty where no label is open and every map is read by the next layer.
    var labelUses: [Int: LabelUse] {
        guard tellsMemory && liveness.leavesMaps || machine.frames.contains(where: { !$0.labelOrder.isEmpty }) else {
            return [:]
        }
        var uses: [Int: LabelUse] = [:]
        var scope = 0
        // The file's last map leaves the network.
        var use = LabelUse(reading: LabelUse.currentMap)
        for (index, frame) in machine.frames.enumerated() {
            // Braces close before their own statement labels.
            if let label = frame.owner?.label { use = LabelUse(labelling: label).followed(by: use) }
            if case .call = frame.kind {
                uses[scope] = use
                scope = index
                use = use.ofCurrentMap
            }
            use = self.use(in: frame).followed(by: use)
        }
        uses[scope] = use
        return uses
    }

    /// What these braces do until they close.
    private func use(in frame: Machine.Frame) -> LabelUse {
        let whole = { (body: ResolvedBody) in liveness.rest(of: body, from: 0).labels }
        let here = liveness.rest(of: frame.body, from: frame.index).labels
        let isRepeated = frame.rounds > 1
        switch frame.kind {
        case .file, .group, .stage, .either: return isRepeated ? here.followed(by: whole(frame.body)) : here
        case .call:
            // Each round starts without labels.
            return isRepeated ? here.followed(by: whole(frame.body).ofCurrentMap) : here
        case .residual(.identity, _):
            let shut: LabelUse
            switch frame.shortcut {
            case .none: shut = LabelUse(oneOf: [LabelUse(), .layer])
            case .readAgain: shut = .layer
            case .neverRead: shut = LabelUse()
            }
            guard isRepeated else { return here.followed(by: shut) }
            let open = whole(frame.body)
            return here.followed(by: shut).followed(
                by: LabelUse(oneOf: [open, LabelUse(branches: [LabelUse(), open])]))
        case .residual, .dense:
            let round = here.followed(by: .layer)
            return isRepeated ? round.followed(by: LabelUse(branches: [LabelUse(), whole(frame.body)])) : round
        case .branches(_, let bodies, let next):
            let others = LabelUse(branches: bodies[next...].map(whole))
            // Behind each branch the map before the braces is the current one again.
            let round = here.followed(by: .layer).followed(by: others)
            return isRepeated ? round.followed(by: LabelUse(branches: bodies.map(whole))) : round
        }
    }

    /// True where the map before the braces is read once more: by a shortcut, or by a branch behind the present one.
    private func readsEntryLater(_ frame: Machine.Frame) -> Bool {
        guard case .branches(_, let bodies, let next) = frame.kind else { return frame.shortcut != .neverRead }
        return LabelUse(branches: bodies[next...].map { liveness.rest(of: $0, from: 0).labels }).mayBeRead
            .contains(LabelUse.currentMap)
    }

    /// Sources of all maps that memory keeps for the rest of the network, in a fixed order: those that it may read, and
    /// those that leave the network.
    public var heldSources: [Source] {
        let readsMap = labelUses[machine.labelFrame]?.mayBeRead.contains(LabelUse.currentMap) ?? true
        return (readsMap ? [machine.flow.source] : []) + heldElsewhere
    }

    /// Those of them that are held not only because the next layer reads the current map.
    public var heldElsewhere: [Source] { sources(labelUses) { readsEntryLater($0) } }

    /// All of them, the current one first, and those that braces go back to though nobody reads them there.
    public var knownSources: [Source] { [machine.flow.source] + sources(labelUses) { _ in true } }

    private func sources(_ uses: [Int: LabelUse], _ keepsEntry: (Machine.Frame) -> Bool) -> [Source] {
        var sources: [Source] = []
        for (index, frame) in machine.frames.enumerated() {
            var flows = frame.flowsForLater
            if frame.keepsEntry, !keepsEntry(frame) { flows.removeFirst() }
            sources += flows.map(\.source)
            for name in frame.labelOrder {
                guard let label = frame.labels[name], label.isHeld(name, uses[index]) else { continue }
                sources.append(label.flow.source)
            }
        }
        return sources + machine.network.labels.lazy.filter { !$0.isConsumed }.map(\.source)
    }

    /// This cursor in all ways in which maps may or may not be read once more: what memory holds depends on it.
    ///
    /// A label that was read is held only where it will be read again, and the map before a `residual identity` where its
    /// shapes will agree; a later decision may have to say. Each way promises it, and stops with a contradiction where
    /// its promise does not come true, so that each point of the space is on one way. A label that nobody has read yet is
    /// held in any case: it is read, or leaves the network. So is one that a `from` goes to whose map nothing reads.
    ///
    /// - Returns: itself alone where all is known, or where memory does not matter.
    public func settlingMemory() -> [SpaceCursor] {
        guard tellsMemory else { return [self] }
        var ways = [self]
        for (frame, use) in labelUses.sorted(by: { $0.key < $1.key }) {
            for name in machine.frames[frame].labelOrder {
                guard let label = machine.frames[frame].labels[name], label.isConsumed else { continue }
                switch label.promise {
                case .readAgain: if !use.mayBeRead.contains(name) { return [] }
                case .neverRead: if use.isRead.contains(name) { return [] }
                case .none:
                    guard use.mayBeRead.contains(name), !use.isRead.contains(name) else { continue }
                    ways.split { $0.machine.frames[frame].labels[name]?.promise = $1 }
                }
            }
        }
        for (index, frame) in machine.frames.enumerated() where frame.shortcut == .none && frame.round == 1 {
            guard case .residual(.identity, _) = frame.kind else { continue }
            ways.split { $0.machine.frames[index].shortcut = $1 }
        }
        return ways
    }
}

extension [SpaceCursor] {
    /// Makes two of each cursor, one a promise.
    fileprivate mutating func split(_ promise: (inout SpaceCursor, Machine.Promise) -> Void) {
        self = flatMap { cursor in
            [Machine.Promise.readAgain, .neverRead].map { side in
                var settled = cursor
                promise(&settled, side)
                return settled
            }
        }
    }
}

extension Machine.Frame {
    /// Maps kept for the end of the braces, or for the next branch: the one before the braces first.
    var flowsForLater: [Machine.Flow] { (keepsEntry ? [entry] : []) + branchOutputs }

    /// True where the map before the braces is gone back to.
    fileprivate var keepsEntry: Bool {
        switch kind {
        case .file, .group, .stage, .call, .either: false
        case .residual, .dense: true
        case .branches(_, let bodies, let next): next < bodies.count
        }
    }
}

extension Machine.LabelState {
    /// True where memory keeps the map for what is still to come.
    func isHeld(_ name: String, _ use: LabelUse?) -> Bool {
        !isConsumed || promise != .neverRead && use?.mayBeRead.contains(name) ?? false
    }
}
