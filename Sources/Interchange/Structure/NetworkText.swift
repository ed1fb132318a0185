import ArchLanguage
import NetworkIR
import SourceText

extension Outline {
    /// A network's structure: stages, blocks and repeats where the graph shows them; nil where it nests too deep.
    ///
    /// - Parameter extractsBlocks: false to write every run of statements out where it stands.
    init?(recoveredFrom network: Network, extractsBlocks: Bool = true) {
        guard let first = OutlineBuilder.outline(network, OutputForm()) else { return nil }
        let defaults = OutputForm(mostCommonIn: first)
        guard let items = OutlineBuilder.outline(network, defaults) else { return nil }
        let extraction = BlockExtraction(ResidualWrapping.wrapped(items), limit: extractsBlocks ? 12 : 0)
        let blocks = extraction.blocks.map {
            OutlineBlock(name: $0.name, parameters: $0.parameters, body: RepeatFolding.folded($0.body))
        }
        // A network read from text has stages of its own.
        let grouped =
            network.stages.isEmpty
            ? StageGrouping.grouped(RepeatFolding.folded(extraction.items))
            : RepeatFolding.folded(StageGrouping.named(extraction.items, network.stages))
        self.init(blocks: blocks, items: grouped, convolutionDefaults: defaults)
    }
}

extension OutputForm {
    /// The form that most convolutions take.
    init(mostCommonIn items: [OutlineItem]) {
        var forms: [OutputForm: Int] = [:]
        func count(_ items: [OutlineItem]) {
            for item in items {
                switch item.kind {
                case .line(let line): if line.isConvolution, let output = line.output { forms[output, default: 0] += 1 }
                case .branches(_, let groups): groups.forEach(count)
                case .residual(_, let body), .dense(let body), .group(let body), .stage(_, let body): count(body)
                case .call, .from, .join: break
                }
            }
        }
        count(items)
        func most<Key: Hashable>(_ key: (OutputForm) -> Key, _ text: (Key) -> String) -> Key? {
            var sums: [Key: Int] = [:]
            for (form, number) in forms { sums[key(form), default: 0] += number }
            return sums.max { ($0.value, text($0.key)) < ($1.value, text($1.key)) }?.key
        }
        let sums = most({ OutputForm(bias: $0.bias, norm: $0.norm) }, { "\($0.bias)\($0.norm)" }) ?? OutputForm()
        self.init(bias: sums.bias, norm: sums.norm, activation: most({ $0.activation }, { $0 ?? "" }) ?? nil)
    }
}

extension Network {
    /// The network in the language, checked to say exactly this network.
    ///
    /// - Parameter comment: the line at the top.
    /// - Throws: `UnsayableNetwork` where an operation has no place in the language.
    public func languageText(comment: String) throws(UnsayableNetwork) -> String {
        if let outline = Outline(recoveredFrom: self),
            let text = checked(OutlineText.text(outline, input: input, comment: comment))
        {
            return text
        }
        // Structure that does not read back as this network is of no use: one statement a layer always does.
        let flat = try FlatOutline.outline(self)
        guard let text = checked(OutlineText.text(flat, input: input, comment: comment)) else {
            throw UnsayableNetwork(layer: nil)
        }
        return text
    }

    /// The canonical form of a text that says this network; nil for any other text.
    private func checked(_ text: String) -> String? {
        let file = SourceFile(name: name, text: text)
        guard let space = try? DesignSpace(file, name: name), let network = try? space.network(),
            network.computesSame(as: self)
        else { return nil }
        return space.canonicalText
    }
}

/// A network that the language cannot say.
public struct UnsayableNetwork: Error, Hashable, Sendable, CustomStringConvertible {
    /// The operator at fault; nil where it is the whole.
    public var layer: String?

    public var description: String {
        layer.map { "the network cannot be said in the language: \($0) stands where it has no word" }
            ?? "the network cannot be said in the language"
    }
}
