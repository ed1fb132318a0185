import NetworkIR

/// A network as one self-contained Python file: a class for each block, stages as attributes, labels in `forward`.
public struct PyTorchModule: Sendable {
    /// The file's text.
    public let text: String

    /// - Parameter comment: the first line of the file's description.
    /// - Throws: the first layer that PyTorch has no module for, by name.
    public init(_ network: Network, comment: String) throws(ExportError) {
        for outline in PyTorchModule.outlines(network) {
            var writer = ModuleText(defaults: outline.convolutionDefaults, blocks: outline.blocks)
            let file = PyTorchFile(network, outline, comment: comment)
            let text = file.text(&writer)
            if let refusal = writer.refusal { throw refusal }
            guard !writer.needsInstances else { continue }
            self.text = text
            return
        }
        throw .inexpressible(
            layer: network.name, operation: "network", format: "PyTorch",
            reason: "its labels cross in a way that has no module")
    }

    /// Outlines of a network, from the most readable to the plainest.
    private static func outlines(_ network: Network) -> [Outline] {
        var result: [Outline] = []
        for extractsBlocks in [true, false] {
            guard let outline = Outline(recoveredFrom: network, extractsBlocks: extractsBlocks),
                outline.labelsAreOutside,
                outline.kernelsAreOdd
            else { continue }
            result.append(outline)
        }
        if let flat = try? FlatOutline.outline(network) { result.append(flat) }
        return result
    }
}

extension Outline {
    /// Whether labels are given and read between top-level statements only.
    fileprivate var labelsAreOutside: Bool {
        items.allSatisfy { item in
            switch item.kind {
            case .line, .call, .from, .join: true
            case .branches(_, let groups):
                PyTorchFile.operands(item) != nil || !groups.joined().contains(where: \.hasLabels)
            case .residual(_, let body), .dense(let body), .group(let body), .stage(_, let body):
                !body.contains(where: \.hasLabels)
            }
        }
    }

    /// Whether every kernel that is a parameter is odd in every call, so that half of it is its padding.
    fileprivate var kernelsAreOdd: Bool {
        func check(_ items: [OutlineItem]) -> Bool {
            items.allSatisfy { item in
                switch item.kind {
                case .call(let name, let arguments):
                    guard let block = blocks.first(where: { $0.name == name }) else { return true }
                    return zip(block.parameters, arguments).allSatisfy { $0.name.first != "k" || $1 % 2 == 1 }
                case .stage(_, let body), .group(let body), .dense(let body), .residual(_, let body): return check(body)
                case .branches(_, let groups): return groups.allSatisfy(check)
                case .line, .from, .join: return true
                }
            }
        }
        return check(items)
    }
}

/// Puts the file together: helpers, classes of blocks, the network's class.
struct PyTorchFile {
    private let network: Network
    private let outline: Outline
    private let comment: String

    init(_ network: Network, _ outline: Outline, comment: String) {
        self.network = network
        self.outline = outline
        self.comment = comment
    }

    /// The network's class: none of the others bears its name.
    private var name: String {
        let name = ModuleText.className(network.name)
        let others = outline.blocks.map { ModuleText.className($0.name) } + ModuleHelper.allCases.map(\.className)
        return others.contains(name) ? name + "Network" : name
    }

    func text(_ writer: inout ModuleText) -> String {
        var classes: [String] = []
        writer.isInBlock = true
        for block in outline.blocks { classes.append(self.block(block, &writer)) }
        writer.isInBlock = false
        let main = self.main(&writer)
        let helpers = writer.helpers.sorted().map(\.source)
        let input = network.input
        let isInteger = writer.helpers.contains(.oneHot) || writer.helpers.contains(.embedding)
        let sizes = "1, \(input.channels), \(input.height), \(input.width)"
        let sample = isInteger ? "torch.zeros(\(sizes), dtype=torch.long)" : "torch.randn(\(sizes))"
        let run = """
            if __name__ == "__main__":
                model = \(name)().eval()
                with torch.no_grad():
                    output = model(\(sample))
                print(output.shape if torch.is_tensor(output) else [y.shape for y in output])
                print(sum(p.numel() for p in model.parameters()), "parameters")
            """
        let head = """
            \"""\(comment)\"""

            import torch
            from torch import nn
            """
        return ([head] + helpers + classes + [main, run]).joined(separator: "\n\n\n") + "\n"
    }

    private func block(_ block: OutlineBlock, _ writer: inout ModuleText) -> String {
        let parameters = ["self", "c"] + block.parameters.map { $0.name + ($0.fallback.map { "=\($0)" } ?? "") }
        let flow = ModuleText.Flow(channels: ModuleNumber(name: "c"), isVector: false)
        let (texts, _) = writer.modules(block.body, flow)
        return """
            class \(ModuleText.className(block.name))(nn.Sequential):
                def __init__(\(parameters.joined(separator: ", "))):
                    super().__init__(
            \(texts.flatMap { PythonLayout.lines($0, indent: 12, tail: ",") }.joined(separator: "\n"))
                    )
            """
    }

    // MARK: The network's class

    private func main(_ writer: inout ModuleText) -> String {
        var attributes: [String] = []
        var steps: [String] = []
        var taken: Set<String> = []
        var read: Set<String> = []
        var given: [String] = []
        var flow = ModuleText.Flow(channels: ModuleNumber(network.input.channels), isVector: network.input.isVector)
        var flows: [String: ModuleText.Flow] = [:]
        var pending: [OutlineItem] = []
        let hasStages = outline.items.contains { if case .stage = $0.kind { true } else { false } }
        func take(_ items: [OutlineItem], as wanted: String) {
            let (texts, next) = writer.modules(items, flow)
            flow = next
            guard !texts.isEmpty else { return }
            let name = PyTorchFile.attribute(wanted, taken)
            taken.insert(name)
            attributes += PythonLayout.lines("self.\(name) = \(ModuleText.sequential(texts))", indent: 8)
            steps.append("x = self.\(name)(x)")
        }
        func flush(isLast: Bool = false) {
            guard !pending.isEmpty else { return }
            let isFirst = attributes.isEmpty
            take(
                pending,
                as: hasStages ? (isFirst ? "stem" : isLast ? "head" : "between") : isFirst && isLast ? "layers" : "part"
            )
            pending = []
        }
        for item in outline.items {
            switch item.kind {
            case .stage(let name, let body):
                flush()
                take(body, as: name)
            case .from(let label):
                flush()
                read.insert(label)
                steps.append("x = \(label)")
                flow = flows[label] ?? flow
            case .join(let join, let label):
                flush()
                read.insert(label)
                steps.append("x = " + PyTorchFile.joined(join, ["x", label]))
                flow = PyTorchFile.flow(join, [flow, flows[label] ?? flow])
            case .branches(let join, _):
                if let operands = PyTorchFile.operands(item) {
                    flush()
                    read.formUnion(operands.compactMap { $0 })
                    steps.append("x = " + PyTorchFile.joined(join, operands.map { $0 ?? "x" }))
                    flow = PyTorchFile.flow(join, operands.map { $0.flatMap { flows[$0] } ?? flow })
                } else {
                    pending.append(item)
                }
            case .line, .residual, .dense, .group, .call: pending.append(item)
            }
            if let label = item.label {
                flush()
                steps.append("\(label) = x")
                flows[label] = flow
                given.append(label)
            }
        }
        flush(isLast: true)
        let outputs = given.filter { !read.contains($0) }
        let isLabelled = outline.items.last?.label.map { outputs.contains($0) } ?? false
        let results = outputs + (isLabelled ? [] : ["x"])
        return """
            class \(name)(nn.Module):
                def __init__(self):
                    super().__init__()
            \(attributes.joined(separator: "\n"))

                def forward(self, x):
            \(steps.map { "        " + $0 }.joined(separator: "\n"))
                    return \(results.joined(separator: ", "))
            """
    }

    /// The labels that a join of nothing but labels reads, nil for the current map; nil for any other item.
    static func operands(_ item: OutlineItem) -> [String?]? {
        guard case .branches(_, let groups) = item.kind else { return nil }
        var result: [String?] = []
        for group in groups {
            if group.isEmpty {
                result.append(nil)
            } else if group.count == 1, case .from(let label) = group[0].kind {
                result.append(label)
            } else {
                return nil
            }
        }
        return result
    }

    private static func joined(_ join: JoinKind, _ operands: [String]) -> String {
        switch join {
        case .add: operands.joined(separator: " + ")
        case .multiply: operands.joined(separator: " * ")
        case .concatenate: "torch.cat([\(operands.joined(separator: ", "))], 1)"
        }
    }

    private static func flow(_ join: JoinKind, _ flows: [ModuleText.Flow]) -> ModuleText.Flow {
        var result = flows.first { !$0.isVector } ?? flows[0]
        if join == .concatenate { result.channels = flows.reduce(ModuleNumber(0)) { $0 + $1.channels } }
        return result
    }

    /// Names that a module has already, or that Python keeps for itself.
    private static let reserved: Set<String> = [
        "apply", "bfloat16", "buffers", "children", "compile", "cpu", "cuda", "double", "eval", "float", "forward",
        "half",
        "ipu", "modules", "parameters", "share_memory", "to", "train", "training", "type", "xpu", "zero_grad",
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
        "raise",
        "return", "try", "while", "with", "yield", "x", "torch", "nn", "self",
    ]

    private static func attribute(_ wanted: String, _ taken: Set<String>) -> String {
        let base = String(wanted.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        let free = base == "part" || base == "between" ? "" : base
        if !free.isEmpty, !reserved.contains(free), !taken.contains(free) { return free }
        var number = free.isEmpty ? 1 : 2
        while taken.contains("\(base)\(number)") { number += 1 }
        return "\(base)\(number)"
    }
}
