import NetworkIR
import SourceText

extension Machine {
    /// Runs one statement: appends its layers, or opens its braces.
    mutating func perform(_ instruction: Instruction) throws(Pause) {
        switch instruction.kind {
        case .input(let sizes):
            try input(sizes, instruction)
        case .bind(let slot, let choice):
            bindings.slots[slot] = try value(choice)
        case .require(let left, let comparison, let right, let text):
            require(left, comparison, right, text, instruction)
        case .layer(let plan):
            try layer(plan, instruction)
        case .from(let name):
            guard let labelled = read(name, instruction) else { return poison() }
            setFlow(labelled)
            give(instruction)
        case .join(let join, let name):
            guard let rounds = try rounds(of: instruction) else { return poison() }
            for _ in 0..<rounds {
                guard let labelled = read(name, instruction) else { return poison() }
                self.join(join, [flow, labelled], instruction)
                if isStopped || flow.map == nil { break }
            }
            give(instruction)
        case .group(let body): try open(.group, body, instruction)
        case .stage(let name, let body): try open(.stage(name), body, instruction)
        case .residual(let mode, let shortcut, let body): try open(.residual(mode, shortcut), body, instruction)
        case .branches(let join, let bodies):
            guard let first = bodies.first else { return }
            try open(.branches(join, bodies: bodies, next: 1), first, instruction)
        case .dense(let body): try open(.dense, body, instruction)
        case .either(let name, let bodies):
            // Both decisions come before anything changes.
            guard let rounds = try rounds(of: instruction) else { return poison() }
            let full = fullName(name)
            guard let taken = try decide(full, Array(1...bodies.count), at: instruction.range) else { return poison() }
            begin(.either, bodies[taken - 1], rounds, instruction)
        case .call(let block, let name, let arguments):
            try call(block, name, arguments, instruction)
        }
    }

    private mutating func input(_ sizes: [ResolvedChoice], _ instruction: Instruction) throws(Pause) {
        let fields = ["channels", "height", "width"]
        var numbers: [Int] = []
        for (size, field) in zip(sizes, fields) {
            if let number = try value(size, least: 1, field: field) { numbers.append(number) }
        }
        guard numbers.count == 3 else { return }
        let map = FeatureMap(channels: numbers[0], height: numbers[1], width: numbers[2])
        guard (try? map.elements()) != nil else { return report(.overflow, at: instruction.range) }
        network.input = map
        setFlow(Flow(source: .input, map: map))
    }

    private mutating func require(
        _ left: Formula, _ comparison: Comparison, _ right: Formula, _ text: String, _ instruction: Instruction
    ) {
        guard let a = value(left, at: instruction.range), let b = value(right, at: instruction.range) else { return }
        if !comparison.holds(a, b) { report(.requirementFails(text, left: a, right: b), at: instruction.range) }
    }

    private mutating func call(
        _ block: Int, _ name: String, _ arguments: [ResolvedChoice], _ instruction: Instruction
    ) throws(Pause) {
        guard let rounds = try rounds(of: instruction) else { return poison() }
        let definition = program.blocks[block]
        let prefix = fullName(name) + "."
        var values: [Int?] = []
        for argument in arguments { values.append(try value(argument)) }
        // Defaults may speak of earlier parameters: they are decided in the callee's names, from left to right. Only this
        // call reads the parameters' slots, so that a pause half-way leaves nothing behind.
        for (parameter, value) in zip(definition.parameters, values) { bindings.slots[parameter.slot] = value }
        for parameter in definition.parameters.dropFirst(arguments.count) {
            guard let fallback = parameter.fallback else { continue }
            bindings.slots[parameter.slot] =
                fallback.isOpen ? try value(fallback, fullName: prefix + fallback.name) : try value(fallback)
        }
        begin(.call(block: block, name: definition.name), definition.body, rounds, instruction, choicePrefix: prefix)
    }

    private mutating func open(_ kind: Frame.Kind, _ body: ResolvedBody, _ instruction: Instruction) throws(Pause) {
        guard let rounds = try rounds(of: instruction) else { return poison() }
        begin(kind, body, rounds, instruction)
    }

    /// How often a statement runs; nil (and reported) where its repeat has no value.
    mutating func rounds(of instruction: Instruction) throws(Pause) -> Int? {
        guard let choice = instruction.rounds else { return 1 }
        guard let rounds = try value(choice, least: 0, field: "repeat") else { return nil }
        if rounds == 0, !choice.isOpen { dropsByNumber = true }
        guard rounds <= limits.rounds else {
            report(.tooManyRounds(rounds, limit: limits.rounds), at: choice.range)
            return nil
        }
        return rounds
    }

    private mutating func begin(
        _ kind: Frame.Kind, _ body: ResolvedBody, _ rounds: Int, _ instruction: Instruction, choicePrefix: String? = nil
    ) {
        guard rounds > 0 else { return give(instruction) }
        guard frames.count <= limits.nesting else {
            return stop(.callsTooDeep(limit: limits.nesting), at: instruction.range)
        }
        let frame = Frame(
            kind: kind, body: body, rounds: rounds, entry: flow, containerCount: containers.count, owner: instruction,
            choicePrefix: choicePrefix ?? frames.last?.choicePrefix ?? "", metCount: met.count)
        frames.append(frame)
        beginRound()
    }

    /// Opens the container of a round, where its layers are named behind one.
    private mutating func beginRound() {
        let frame = frames[frames.count - 1]
        let parent = containers[containers.count - 1]
        switch frame.kind {
        case .stage(let name):
            let stagePath = parent.stagePath.isEmpty ? name : "\(parent.stagePath).\(name)"
            let path = parent.path + name + (frame.rounds > 1 ? ".\(frame.round)." : ".")
            let stage: Int
            if let known = stageIndices[stagePath] {
                stage = known
            } else {
                stage = network.stages.count
                network.stages.append(stagePath)
                stageIndices[stagePath] = stage
            }
            containers.append(
                Container(
                    path: path, isStage: true, stage: stage, stagePath: stagePath,
                    counters: pathCounters[path] ?? [:]))
        case .call(_, let name): openContainer(name)
        case .group where frame.rounds > 1: openContainer("group")
        case .dense: openContainer("dense")
        case .branches(_, let bodies, let next):
            if !bodies[next - 1].instructions.isEmpty { openContainer("branch", numbersInStage: false) }
        case .file, .group, .residual, .either: break
        }
    }

    private mutating func openContainer(_ word: String, numbersInStage: Bool = true) {
        let top = containers.count - 1
        let isNumbered = containers[top].isStage && numbersInStage
        let number = containers[top].counters[isNumbered ? "" : word, default: 0] + 1
        containers[top].counters[isNumbered ? "" : word] = number
        let parent = containers[top]
        let path = parent.path + (isNumbered ? "" : word) + "\(number)."
        let counters = program.mayRepeatPaths ? pathCounters[path] ?? [:] : [:]
        containers.append(
            Container(
                path: path, isStage: false, stage: parent.stage, stagePath: parent.stagePath, counters: counters))
    }

    /// Ends one round of the innermost braces: joins what they join, then starts the next round or closes them.
    ///
    /// - Returns: false once the file is done.
    mutating func closeRound() throws(Pause) -> Bool {
        let top = frames.count - 1
        // Before the frame is copied, so that a long list of branches is not.
        if case .branches = frames[top].kind { frames[top].branchOutputs.append(flow) }
        let frame = frames[top]
        guard let owner = frame.owner else {
            finishLabels(frame)
            return false
        }
        closeContainers(to: frame.containerCount)
        switch frame.kind {
        case .file, .group, .stage, .call, .either: break
        case .residual(let mode, let shortcut):
            if mode == .identity, frame.shortcut != .none {
                if (frame.shortcut == .readAgain) != (frame.entry.map == flow.map) { breaksPromise = true }
            }
            closeResidual(mode, shortcut, frame.entry, owner)
        case .dense: join(.concat, [frame.entry, flow], owner)
        case .branches(let join, let bodies, let next):
            if next < bodies.count {
                frames[top].kind = .branches(join, bodies: bodies, next: next + 1)
                frames[top].body = bodies[next]
                frames[top].index = 0
                setFlow(frame.entry)
                beginRound()
                return true
            }
            self.join(join, frame.branchOutputs, owner)
            frames[top].kind = .branches(join, bodies: bodies, next: 1)
            frames[top].branchOutputs = []
            frames[top].body = bodies[0]
        }
        countStep(at: owner.range)
        if frame.round < frame.rounds, !isStopped {
            frames[top].round += 1
            frames[top].index = 0
            frames[top].entry = flow
            frames[top].shortcut = .none
            if case .call = frame.kind { finishLabels(frames[top]) }
            beginRound()
            return true
        }
        if case .call = frame.kind { finishLabels(frames[top]) }
        frames.removeLast()
        give(owner)
        return true
    }

    private mutating func closeContainers(to count: Int) {
        while containers.count > count {
            let closed = containers.removeLast()
            if closed.isStage || program.mayRepeatPaths { pathCounters[closed.path] = closed.counters }
        }
    }

    // MARK: Labels

    /// The innermost frame with labels of its own: a call, or the file.
    var labelFrame: Int {
        frames.lastIndex {
            switch $0.kind {
            case .call, .file: true
            default: false
            }
        } ?? 0
    }

    /// Gives the current map the instruction's label.
    mutating func give(_ instruction: Instruction) {
        guard let label = instruction.label else { return }
        let frame = labelFrame
        if let before = frames[frame].labels[label] {
            if before.promise == .readAgain { breaksPromise = true }
            if !before.isConsumed { record(label, before) }
        } else {
            frames[frame].labelOrder.append(label)
        }
        frames[frame].labels[label] = LabelState(flow: flow, isConsumed: false, line: instruction.line)
    }

    /// The map behind a label; nil where it is unknown.
    private mutating func read(_ name: String, _ instruction: Instruction) -> Flow? {
        let frame = labelFrame
        guard let state = frames[frame].labels[name] else {
            report(.labelNotOnPath(name), at: instruction.range)
            return nil
        }
        if state.promise == .neverRead { breaksPromise = true }
        frames[frame].labels[name]?.isConsumed = true
        frames[frame].labels[name]?.promise = .none
        return state.flow
    }

    /// Moves the labels of a body that ends to the network.
    private mutating func finishLabels(_ frame: Frame) {
        for name in frame.labelOrder {
            guard let state = frame.labels[name] else { continue }
            if state.promise == .readAgain { breaksPromise = true }
            record(name, state)
        }
        let index = frames.count - 1
        frames[index].labels = [:]
        frames[index].labelOrder = []
    }

    private mutating func record(_ name: String, _ state: LabelState) {
        network.labels.append(
            Label(name: name, source: state.flow.source, isConsumed: state.isConsumed, line: state.line))
    }
}
