import ArchLanguage
import CostAnalysis
import Foundation
import NetworkIR
import SourceText
import Testing

/// The networks that come with the project, against counts from outside.
@Suite struct ArchitectureTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("architectures")

    static func space(_ name: String) throws -> DesignSpace {
        let path = folder.appendingPathComponent("\(name).arch")
        let file = SourceFile(name: "\(name).arch", bytes: [UInt8](try Data(contentsOf: path)))
        return try DesignSpace(file, name: name)
    }

    static func cost(_ name: String) throws -> (network: Network, cost: NetworkCost) {
        let network = try space(name).network()
        return (network, try network.cost())
    }

    @Test(arguments: PublishedCounts.all)
    func agreesWithPyTorch(_ published: PublishedCounts) throws {
        let total = try Self.cost(published.name).cost.total
        #expect(total.params.count == published.params)
        #expect(total.macs.count == published.macs)
        #expect(total.timeComplexity.count == published.timeComplexity)
        #expect(total.validMACs.count == published.validMACs)
        #expect(total.activations.count == published.activations)
        #expect(total.depth == published.depth)
    }

    @Test(arguments: PublishedCounts.all)
    func countsAsOtherToolsDo(_ published: PublishedCounts) throws {
        let (network, cost) = try Self.cost(published.name)
        let expected: [Convention: [Int]] = [
            .fvcore: [published.fvcore], .ptflops: [published.ptflops], .thop: [published.thop],
            .torchinfo: [published.torchinfo], .torch: [published.torch],
            .calflops: [published.calflopsMACs, published.calflopsFLOPs], .heSun: [published.timeComplexity],
        ]
        for convention in Convention.allCases {
            let counts = try network.counts(by: convention, cost: cost)
            #expect(counts.map(\.value) == expected[convention], "\(published.name) \(convention.rawValue)")
            for count in counts {
                #expect(count.ours + count.terms.map(\.amount).reduce(0, +) == count.value)
            }
        }
    }

    /// Time complexity relative to model A; the published three decimals are rounded up (J is 0.97022 by hand).
    @Test(arguments: zip("abcdefghij", [1.0, 0.961, 1.025, 0.986, 0.990, 1.0, 1.0, 0.969, 0.930, 0.971]))
    func heAndSunsModelsCostWhatTheirTableSays(_ model: Character, _ ratio: Double) throws {
        let base = try Self.cost("hesun-a").cost
        let cost = try Self.cost("hesun-\(model)").cost
        let own = try #require(cost.ratio(of: .timeComplexity, relativeTo: base))
        #expect(Int((own * 1000).rounded(.up)) == Int((ratio * 1000).rounded()), "model \(model): \(own)")
    }

    /// Every file parses, prices, is canonical, and its layers' problems read back.
    @Test func everyFileIsSound() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".arch")
        }
        #expect(files.count >= 50)
        for file in files.sorted() {
            let space = try Self.space(String(file.dropLast(5)))
            #expect(
                space.canonicalText == String(decoding: space.file.bytes, as: UTF8.self), "\(file) is not canonical")
            let network = try space.network()
            _ = try network.cost()
            #expect(Set(network.layers.map(\.name)).count == network.layers.count, "\(file): names repeat")
            for layer in network.layers {
                guard let problem = network.problem(of: layer) else { continue }
                #expect(Problem(key: problem.key) == problem, "\(file): \(problem.key)")
            }
        }
    }

    @Test func resNet50FitsTenLines() throws {
        let text = String(decoding: try Self.space("resnet50").file.bytes, as: UTF8.self)
        let statements = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(statements.count <= 10)
    }
}
