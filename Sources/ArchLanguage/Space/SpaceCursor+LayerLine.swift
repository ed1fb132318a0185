import NetworkIR

/// What a layer line makes of a map under certain decisions of its own.
public struct LayerLine: Sendable {
    public var decisions: [ChoiceValue]
    /// Its rounds in order, each as a chain of layers behind that round's input; equal ones in a row once, with their number.
    public var rounds: [(network: Network, times: Int)]
}

extension SpaceCursor {
    /// Rounds that differ from each other, of one line; more are left to the machine.
    private static let roundLimit = 1024

    /// What the layer line at the end of an approach makes of a map, under each of its own decisions in the order of their
    /// text; nil where the statement is no layer line, or where something is wrong that only running it can report.
    public func layerLines(at way: Approach, behind map: FeatureMap) -> [LayerLine]? {
        guard let instruction = way.instruction, case .layer(let plan) = instruction.kind,
            plan.word != .onehot, plan.word != .embed
        else { return nil }
        var machine = machine
        machine.bindings = way.bindings
        machine.setFlow(Machine.Flow(source: .input, map: map))
        var lines: [LayerLine] = []
        return machine.collectLines(plan, instruction, [], limit: Self.roundLimit, into: &lines) ? lines : nil
    }
}

extension Machine {
    fileprivate func collectLines(
        _ plan: LayerPlan, _ instruction: Instruction, _ taken: [ChoiceValue], limit: Int, into lines: inout [LayerLine]
    ) -> Bool {
        var machine = self
        do {
            guard let rounds = try machine.rounds(of: instruction) else { return false }
            var line = LayerLine(decisions: taken, rounds: [])
            var done = 0
            while done < rounds {
                guard let map = machine.flow.map, line.rounds.count < limit,
                    let operation = try machine.operation(plan, instruction),
                    let round = plan.chain(operation, behind: map, instruction)
                else { return false }
                let output = round.layers.last?.output ?? map
                // From here on every round is like this one where it leaves the map as it found it.
                let times = output == map ? rounds - done : 1
                line.rounds.append((round, times))
                done += times
                machine.setFlow(Flow(source: .input, map: output))
            }
            guard machine.diagnostics.isEmpty else { return false }
            lines.append(line)
            return true
        } catch {
            for value in error.domain.inOrderOfText {
                var branch = self
                branch.decisions[error.name] = value
                guard
                    branch.collectLines(
                        plan, instruction, taken + [ChoiceValue(name: error.name, value: value)], limit: limit,
                        into: &lines)
                else { return false }
            }
            return true
        }
    }
}

extension LayerPlan {
    /// One round: the layer, then its normalisation, then its activation; nil where a shape cannot be.
    fileprivate func chain(
        _ operation: Operation, behind map: FeatureMap, _ instruction: Instruction
    ) -> Network? {
        var network = Network(name: "", input: map)
        var operations = [operation]
        if hasNorm { operations.append(.batchNorm) }
        switch activation {
        case .function(let function): operations.append(.activation(function))
        case .prelu(let sharing): operations.append(.prelu(sharing))
        case nil: break
        }
        var source = Source.input
        for operation in operations {
            guard
                let next = try? network.append(operation, to: [source], name: "", line: instruction.line),
                (try? network.map(of: next).elements()) != nil
            else { return nil }
            source = next
        }
        return network
    }
}
