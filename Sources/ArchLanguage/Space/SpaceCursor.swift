import NetworkIR
import SourceText

/// A place in a design space: a network laid out up to some statement, under decisions taken so far.
///
/// A search copies cursors where paths part and merges those with equal keys: their rests are the same. Cursors stop between
/// statements, but not inside the later rounds of a repeat: no decision falls there.
public struct SpaceCursor: Sendable {
    /// Where a cursor stands after a move.
    public enum Stop: Sendable {
        /// Between two statements.
        case statement
        /// Before a decision among these values; `decide` goes on.
        case decision(name: String, domain: [Int])
        case end
        /// On no point of the space: a rule of the file, or a shape that cannot be.
        case refused(Diagnostic)
        /// A label is not read as was promised; another cursor stands for this point.
        case contradiction
    }

    var machine: Machine
    private let shared: SharedLiveness
    let fixed: Assignment
    /// True where cursors that hold different memory are told apart, though they see equal maps.
    let tellsMemory: Bool
    /// Choices bound by `let` that nothing has read yet.
    var waiting: [WaitingChoice] = []
    /// Layers before this one stand for maps made earlier.
    public internal(set) var firstFreshLayer = 0

    var liveness: Liveness { shared.analysis }

    /// At the start of a space, with the given decisions taken.
    ///
    /// - Parameter tellsMemory: true where it matters what the maps of the rest are views of.
    public init(_ space: DesignSpace, fixing assignment: Assignment = [:], tellsMemory: Bool = true) {
        self.tellsMemory = tellsMemory
        machine = Machine(space.program, file: space.file, name: space.name)
        machine.decisions = assignment
        machine.pausesAtDecisions = true
        shared = SharedLiveness(space.program)
        fixed = assignment
    }

    /// The layers laid out since the last `forget`, behind those that stand for earlier maps.
    public var network: Network { machine.network }

    /// The current map; nil before the input.
    public var map: FeatureMap? { machine.flow.map }

    /// Where the current map comes from in `network`.
    public var source: Source { machine.flow.source }

    /// True where layers were laid out since the last `forget`.
    public var hasFreshLayers: Bool { machine.network.layers.count > firstFreshLayer }

    /// Open braces.
    public var depth: Int { machine.frames.count }

    /// Takes a decision that `advance` stopped at.
    public mutating func decide(_ name: String, _ value: Int) {
        if decideWaiting(name, value) { return }
        machine.decisions[name] = value
    }

    /// Goes on to the next stop.
    public mutating func advance() -> Stop {
        do {
            repeat {
                if let due = dueChoice { return .decision(name: due.name, domain: due.domain) }
                if postponeBinding() { continue }
                let goesOn = try machine.step()
                if machine.breaksPromise { return .contradiction }
                guard goesOn else {
                    // A network without layers is none.
                    return machine.network.layers.isEmpty ? .refused(emptyNetwork) : .end
                }
                if let problem = machine.diagnostics.first { return .refused(problem) }
            } while machine.isInsideAtomicFrame
            return .statement
        } catch {
            if let problem = machine.diagnostics.first { return .refused(problem) }
            return .decision(name: error.name, domain: error.domain)
        }
    }

    private var emptyNetwork: Diagnostic {
        let problem = ElaborationProblem.noLayers
        return Diagnostic(identifier: problem.identifier, message: problem.message, range: SourceRange(0, 0))
    }
}

/// One analysis for all cursors of a space.
private final class SharedLiveness: Sendable {
    let analysis: Liveness

    init(_ program: Program) { analysis = Liveness(program) }
}

// MARK: Statements as functions

extension SpaceCursor {
    /// What one round of a statement without decisions and labels depends on besides the current map.
    public struct StatementKey: Hashable, Sendable {
        var place: Int
        var values: [Int?]
        /// What stands before the names of its choices; empty where it has none.
        var prefix = ""
    }

    /// The next statement where one round of it is a function of the current map and of its key; nil where it decides or
    /// labels, or where its repeat is wrong.
    public var nextStatement: (key: StatementKey, rounds: Int)? {
        guard let frame = machine.frames.last, frame.index < frame.body.instructions.count else { return nil }
        let instruction = frame.body.instructions[frame.index]
        guard let statement = liveness.closedStatement(instruction), !statement.decides else { return nil }
        var rounds = 1
        if let choice = instruction.rounds {
            guard case .single(let formula) = choice.first, let value = try? formula.value(machine.bindings),
                (0...machine.limits.rounds).contains(value)
            else { return nil }
            rounds = value
        }
        let values = statement.slots.map { machine.bindings.slots[$0] }
        return (StatementKey(place: instruction.range.start, values: values), rounds)
    }

    /// Runs one round of the next statement to its end, braces and all; for statements that have a `nextStatement`.
    public mutating func advanceOverRound() -> Stop {
        let depth = machine.frames.count
        machine.frames[depth - 1].body.instructions[machine.frames[depth - 1].index].rounds = nil
        do {
            repeat {
                _ = try machine.step()
                if let problem = machine.diagnostics.first { return .refused(problem) }
            } while machine.frames.count > depth
            return .statement
        } catch {
            return .decision(name: error.name, domain: error.domain)
        }
    }

    /// Steps over the next statement, whose output map is known from another cursor.
    ///
    /// - Parameter memory: the map made for it that the output map is a view of, or the output map itself; nil where it
    ///   lies in the memory of the current one.
    public mutating func skip(to map: FeatureMap, in memory: FeatureMap?) {
        let top = machine.frames.count - 1
        machine.frames[top].index += 1
        machine.steps += 1
        setMap(map, in: memory)
    }

    /// Takes a map for the current one, made behind it or seen in it; one further round starts from it.
    ///
    /// - Parameter memory: as in `skip`.
    public mutating func replaceMap(with map: FeatureMap, in memory: FeatureMap?) {
        setMap(map, in: memory)
        firstFreshLayer = machine.network.layers.count
    }

    private mutating func setMap(_ map: FeatureMap, in memory: FeatureMap?) {
        var source = machine.flow.source
        if let memory {
            machine.network.layers.append(Layer(name: "", operation: .add, inputs: [], output: memory))
            source = .layer(machine.network.layers.count - 1)
        }
        if map != memory ?? machine.flow.map {
            machine.network.layers.append(Layer(name: "", operation: .flatten, inputs: [source], output: map))
            source = .layer(machine.network.layers.count - 1)
        }
        machine.setFlow(Machine.Flow(source: source, map: map))
    }
}

// MARK: Merging

extension SpaceCursor {
    /// The place in the file, ordered as statements run.
    public var place: [Int] {
        var place: [Int] = []
        for (depth, frame) in machine.frames.enumerated() {
            if depth > 0 { place.append(frame.body.place) }
            // A frame whose statement has opened braces has its index behind that statement already.
            place.append(depth == machine.frames.count - 1 ? 2 * frame.index : 2 * frame.index - 1)
        }
        return place
    }

    /// All that the rest of the network depends on, its place included; call `forget` before.
    public var key: [Int] { keyLayout.key }

    /// The key, and where in it the current map and the values of names stand.
    var keyLayout: KeyLayout {
        var layout = KeyLayout(key: place)
        layout.add(machine.flow)
        layout.mapPosition = layout.key.count - 3
        var decisionsFrom: Int?
        for frame in machine.frames {
            layout.key.append(frame.rounds)
            if frame.shortcut != .none { layout.key.append(frame.shortcut.rawValue) }
            if frame.rounds > 1, decisionsFrom == nil { decisionsFrom = frame.metCount }
            for flow in frame.flowsForLater { layout.add(flow) }
            for name in frame.labelOrder {
                guard let label = frame.labels[name] else { continue }
                layout.key.append(label.isConsumed ? 1 + label.promise.rawValue : 0)
                layout.key.append(name.hashValue)
                layout.add(label.flow)
            }
            layout.add(slotsRead(in: frame), machine.bindings)
        }
        if tellsMemory {
            // Maps that leave the network are held though nothing reads them.
            for label in machine.network.labels where !label.isConsumed {
                layout.add(Machine.Flow(source: label.source, map: machine.network.map(of: label.source)))
            }
            for source in knownSources { layout.add(memoryOf: source, in: machine.network) }
        }
        if let decisionsFrom {
            for met in machine.met[decisionsFrom...] {
                layout.key.append(met.name.hashValue)
                layout.key.append(machine.decisions[met.name] ?? .min)
            }
        }
        return layout
    }

    /// Forgets layers, labels and decisions that the rest does not depend on; the maps it may read stay, numbered
    /// alike in cursors that are alike.
    ///
    /// - Returns: for each layer that is left, the one it was before.
    @discardableResult
    public mutating func forget() -> [Int] {
        forgetLabels()
        var kept: [Int] = []
        var layers: [Layer] = []
        var number: [Int: Int] = [:]
        let old = machine.network.layers
        func keep(_ index: Int) -> Int {
            if let known = number[index] { return known }
            var layer = Layer(name: "", operation: .add, inputs: [], output: old[index].output)
            if old[index].operation.isAlias, case .layer(let root)? = old[index].inputs.first {
                // A view keeps sharing its source's memory.
                layer.operation = .flatten
                layer.inputs = [.layer(keep(root))]
            } else if old[index].operation.isAlias, old[index].inputs.first == .input {
                layer.operation = .flatten
                layer.inputs = [.input]
            }
            layers.append(layer)
            kept.append(index)
            number[index] = layers.count - 1
            return layers.count - 1
        }
        for source in knownSources { if case .layer(let index) = source { _ = keep(index) } }
        machine.renumberSources { number[$0] ?? 0 }
        machine.network.layers = layers
        firstFreshLayer = layers.count
        forgetDecisions()
        return kept
    }

    private mutating func forgetLabels() {
        let uses = labelUses
        for index in machine.frames.indices where !machine.frames[index].labelOrder.isEmpty {
            let readLater = uses[index]?.mayBeRead ?? []
            for (name, label) in machine.frames[index].labels where label.isConsumed {
                if !readLater.contains(name) {
                    machine.frames[index].labels[name] = nil
                    machine.frames[index].labelOrder.removeAll { $0 == name }
                } else if label.promise == .neverRead {
                    // The name still stands for the promise, not for a map.
                    machine.frames[index].labels[name]?.flow = Machine.Flow(source: .input, map: nil)
                }
            }
        }
        machine.network.labels.removeAll { $0.isConsumed }
    }

    /// Choices outside of any repeat are not met again.
    private mutating func forgetDecisions() {
        guard !machine.met.isEmpty, machine.frames.allSatisfy({ $0.rounds == 1 }) else { return }
        machine.met = []
        machine.metNames = []
        machine.decisions = fixed
        for index in machine.frames.indices { machine.frames[index].metCount = 0 }
    }
}

/// A cursor's key with the places of what differs between cursors that stand alike.
struct KeyLayout: Sendable {
    var key: [Int]
    /// Where the current map's channels, height and width stand.
    var mapPosition = 0
    var slotPositions: [(position: Int, slot: Int)] = []

    fileprivate mutating func add(_ flow: Machine.Flow) {
        switch flow.source {
        case .input: key.append(-1)
        case .layer(let index): key.append(index)
        }
        key.append(flow.map?.channels ?? -1)
        key.append(flow.map?.height ?? -1)
        key.append(flow.map?.width ?? -1)
    }

    /// Adds which memory a map lies in, and its size where that is not the map's own.
    fileprivate mutating func add(memoryOf source: Source, in network: Network) {
        let root = network.memory(of: source)
        guard root != source else { return key.append(-2) }
        let map = network.map(of: root)
        if case .layer(let index) = root { key.append(index) } else { key.append(-1) }
        key.append(map.channels &* map.height &* map.width)
    }

    fileprivate mutating func add(_ slots: [Int], _ bindings: Bindings) {
        for slot in slots {
            slotPositions.append((key.count, slot))
            key.append(Self.value(of: slot, bindings))
        }
    }

    static func value(of slot: Int, _ bindings: Bindings) -> Int { bindings.slots[slot] ?? .min }
}

extension Operation {
    /// True where the output is the input's memory seen otherwise.
    fileprivate var isAlias: Bool { !takesTime }
}

extension Network {
    /// The source whose memory a map lies in: views have none of their own.
    public func memory(of source: Source) -> Source {
        var source = source
        while case .layer(let index) = source, layers[index].operation.isAlias, layers[index].inputs.count == 1 {
            source = layers[index].inputs[0]
        }
        return source
    }
}

extension Machine {
    /// True between stops.
    fileprivate var isInsideAtomicFrame: Bool {
        frames.contains { $0.round > 1 }
    }

    fileprivate mutating func renumberSources(_ number: (Int) -> Int) {
        func renumbered(_ flow: Flow) -> Flow {
            guard case .layer(let index) = flow.source else { return flow }
            return Flow(source: .layer(number(index)), map: flow.map)
        }
        flow = renumbered(flow)
        for index in frames.indices {
            frames[index].entry = renumbered(frames[index].entry)
            frames[index].branchOutputs = frames[index].branchOutputs.map(renumbered)
            for name in frames[index].labelOrder {
                if let flow = frames[index].labels[name]?.flow {
                    frames[index].labels[name]?.flow = renumbered(flow)
                }
            }
        }
        for index in network.labels.indices {
            if case .layer(let layer) = network.labels[index].source {
                network.labels[index].source = .layer(number(layer))
            }
        }
    }
}
